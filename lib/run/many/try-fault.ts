import { MissingFeatureError } from '../../base/target-error';
import { broken, type Fault, isFelt } from '../../faults';
import { counted } from '../../report';
import { type FaultRow, faultRow, skippedFault } from '../../results';
import type { Testbed } from '../../testbed';
import { buildWatched } from '../lab/build-lab';
import { passingLabName } from '../lab/lab-name';
import { predictLab } from '../lab/predict-lab';
import { testLab } from '../lab/test-lab';
import type { Watcher } from '../watcher';
import { breakByHand } from './break-by-hand';

/** How a fault is tried. */
export interface Attempt {
  /** Testbeds to look in for something to break. */
  readonly healthy: readonly [Testbed, ...Testbed[]];
  readonly seed: number;
  readonly predictOnly: boolean;
  /** Whether a healthy lab is broken by commands; else the lab is built broken. */
  readonly real: boolean;
  readonly watcher: Watcher;
}

/** Tries a fault in the first testbed that has what it breaks and that this machine can build. @throws TargetError */
export async function tryFault(fault: Fault, attempt: Attempt): Promise<FaultRow> {
  const { healthy, seed, predictOnly } = attempt;
  let skipped = skippedFault(fault, healthy[0], 'nothing-to-break', nothingToBreak(healthy[0]));
  for (const candidate of healthy) {
    const wanted = broken(candidate, fault, seed);
    if (!wanted || !isFelt(wanted, fault)) continue;
    if (fault.random && predictOnly)
      return skippedFault(fault, candidate, 'chance', 'chance decides, which only a lab can show');
    try {
      return await tried(fault, wanted, attempt);
    } catch (error) {
      if (!(error instanceof MissingFeatureError)) throw error;
      skipped = skippedFault(fault, candidate, 'missing-feature', error.message);
    }
  }
  return skipped;
}

function nothingToBreak({ datapath }: Testbed): string {
  const bgp = datapath.hosts.some((host) => host.bgp);
  return `nothing here that it could break${bgp ? ' once BGP has announced all routes' : ''}`;
}

async function tried(
  fault: Fault,
  wanted: Testbed,
  { predictOnly, real, watcher }: Attempt,
): Promise<FaultRow> {
  if (predictOnly) return faultRow(fault, wanted, predictLab(wanted));
  if (real) return breakByHand(fault, wanted, watcher);
  const lab = await buildWatched(passingLabName(fault.name), wanted, watcher);
  try {
    const results = await testLab(lab, {}, watcher);
    const { notAsked } = results.summary;
    return notAsked
      ? skippedFault(
          fault,
          lab.testbed,
          'not-asked',
          `this machine could not ask ${counted(notAsked, 'check')}`,
        )
      : faultRow(fault, lab.testbed, results);
  } finally {
    await lab.end();
  }
}
