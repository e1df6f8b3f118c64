import { type Fault, faults } from '../../faults';
import { type FaultReport, type FaultRow, faultReport } from '../../results';
import { defaultSeed, faultNamed } from '../lab/one-fault';
import { refuseUnlessWhole } from '../run-error';
import type { SpecRequest } from '../spec/spec-request';
import { silent, type Watcher, withoutProgress } from '../watcher';
import { type FaultTestbeds, faultTestbeds } from './fault-testbeds';
import { tryFault } from './try-fault';

/** What a run over the catalogue of faults takes besides the spec. */
export interface FaultsOptions extends FaultTestbeds {
  /** Names of the faults to try. @default all */
  readonly only?: readonly string[];
  /** Which nodes and pods are hit follows from it; a whole number from 0 on. @default 1 */
  readonly seed?: number;
  /** Whether to build no lab and to walk the packets over the broken state. @default false */
  readonly predictOnly?: boolean;
  /**
   * Whether to break a healthy lab by commands, and to mend it by those that the report prints; else a lab is built from the
   * broken state. @default false
   */
  readonly real?: boolean;
  /** @default silent */
  readonly watcher?: Watcher;
}

/** Labs that stand at one time. */
const atOnce = 6;

/**
 * Breaks a lab with each fault, a few labs at a time, and sees whether the checks find it and the diagnosis names it.
 * @throws SpecError where the spec suits no CNI; RunError where a fault is unknown, or checks fail without one; TargetError
 */
export async function runFaults(request: SpecRequest, options: FaultsOptions = {}): Promise<FaultReport> {
  const { only, seed = defaultSeed, predictOnly = false, real = false, watcher = silent } = options;
  refuseUnlessWhole('seed', seed, 0);
  const startedAt = new Date().toISOString();
  const chosen: readonly Fault[] = only ? [...new Set(only)].map(faultNamed) : faults;
  const attempt = {
    healthy: faultTestbeds(request, options),
    seed,
    predictOnly,
    real,
    watcher: withoutProgress(watcher),
  };
  const rows: FaultRow[] = [];
  watcher.stage('faults', chosen.length);
  let done = 0;
  await eachOf(chosen, async (fault, index) => {
    rows[index] = await tryFault(fault, attempt);
    done += 1;
    watcher.done(done);
  });
  return faultReport(startedAt, seed, rows);
}

/** Some at a time: their labs mostly wait for answers that do not come. After an error nothing new is begun. */
async function eachOf<T>(items: readonly T[], act: (item: T, index: number) => Promise<void>): Promise<void> {
  const waiting = [...items.entries()];
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift())
      await act(next[1], next[0]).catch((error) => {
        waiting.length = 0;
        throw error;
      });
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
