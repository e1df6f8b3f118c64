import { refuseTooLarge } from '../../lab/machine/lab-size';
import type { TestbedSpec } from '../../plan';
import type { Results } from '../../results';
import { plannedTestbed } from '../../testbed';
import { RunError } from '../run-error';
import { silent, type Watcher } from '../watcher';
import { buildWatched } from './build-lab';
import type { Extent } from './extent';
import { checkedLabName, passingLabName } from './lab-name';
import { type FaultChoice, faultNamed, testbedWith } from './one-fault';
import { predictLab } from './predict-lab';
import { type KeepState, testLab } from './test-lab';

/** What a run in a lab takes besides the spec. */
export interface LabOptions extends Extent {
  /** Name of the lab, a DNS label of at most 40 characters. @default lab- and the process id */
  readonly name?: string;
  /** What to break on purpose. @default nothing */
  readonly fault?: FaultChoice;
  /** Whether to measure nothing and to walk the packets over the computed state. @default false */
  readonly predictOnly?: boolean;
  /** @default nothing is kept */
  readonly keepState?: KeepState;
  /** @default silent */
  readonly watcher?: Watcher;
}

/**
 * Builds a lab, tests every pair in it, and takes it down.
 * @throws SpecError where the spec is not sound, RunError where the options are not, TargetError where this machine cannot build it
 */
export async function runLab(spec: TestbedSpec, options: LabOptions = {}): Promise<Results> {
  const { fault, predictOnly = false, watcher = silent } = options;
  const startedAt = new Date();
  if (!predictOnly) refuseTooLarge(plannedTestbed(spec));
  const wanted = testbedWith(spec, fault);
  if (predictOnly) {
    refuseChance(fault);
    return predictLab(wanted, options);
  }
  const name = checkedLabName(options.name ?? passingLabName('lab'));
  const lab = await buildWatched(name, wanted, watcher);
  try {
    return await testLab(lab, options, watcher, startedAt, options.keepState);
  } finally {
    await lab.end();
  }
}

/** A walk would find nothing wrong, and pass. @throws RunError where chance decides which packets a fault takes */
function refuseChance(fault: FaultChoice | undefined): void {
  if (fault && faultNamed(fault.name).random) throw new RunError({ code: 'random-fault', fault: fault.name });
}
