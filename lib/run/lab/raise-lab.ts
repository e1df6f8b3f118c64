import type { NewLab } from '../../lab/lab';
import { refuseTooLarge } from '../../lab/machine/lab-size';
import type { TestbedSpec } from '../../plan';
import { plannedTestbed } from '../../testbed';
import { silent } from '../watcher';
import { buildWatched } from './build-lab';
import { checkedLabName } from './lab-name';
import { testbedWith } from './one-fault';
import type { LabOptions } from './run-lab';

/** A lab that was built and stands by itself. */
export type RaisedLab = Pick<NewLab, 'name' | 'testbed' | 'notes' | 'buildMs'>;

/**
 * Builds a lab and leaves it up, under the spec's name where the options give it none.
 * @throws SpecError, RunError, TargetError as `runLab` does
 */
export async function raiseLab(
  spec: TestbedSpec,
  { name = spec.name, fault, watcher = silent }: Pick<LabOptions, 'name' | 'fault' | 'watcher'> = {},
): Promise<RaisedLab> {
  refuseTooLarge(plannedTestbed(spec));
  const lab = await buildWatched(checkedLabName(name), testbedWith(spec, fault), watcher);
  lab.keep();
  lab.leave();
  const { testbed, notes, buildMs } = lab;
  return { name, testbed, notes, buildMs };
}
