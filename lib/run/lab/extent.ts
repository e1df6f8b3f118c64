import { refuseBeyondHeap } from '../../base/room';
import { type Check, checkMatrix, everyPair, insiders, samplePairs } from '../../check';
import { counted } from '../../report';
import type { Coverage } from '../../results';
import type { Testbed } from '../../testbed';
import { refuseUnlessWhole } from '../run-error';

/** How many pairs of endpoints a run tries. */
export interface Extent {
  /** Ordered pairs at most. @default all up to 100,000 (100 nodes with 2 pods each have 89,700), beyond that so many */
  readonly sample?: number;
}

/** Pairs that are tried where the caller names no number: half a minute's work. */
const mostPairs = 100_000;
/** Memory that a check takes with its answer, in bytes: measured 1,100 to 1,400. */
const ofCheck = 1_500;
/** Checks of a pair, in each family: TCP, UDP and the path MTU. */
const checksOfPair = 3;

/** The checks of a run. */
export interface PlannedChecks {
  readonly checks: Check[];
  readonly coverage: Coverage;
  /** That not every pair is tried, where the caller did not ask for that. */
  readonly notes: readonly string[];
}

/** The checks of a testbed, of all pairs or a sample. @throws TargetError where so many checks exceed the memory, RunError where the sample is no number of pairs */
export function plannedChecks(testbed: Testbed, { sample }: Extent): PlannedChecks {
  refuseUnlessWhole('sample', sample, 1);
  const { endpoints } = testbed.datapath;
  const count = insiders(endpoints).length;
  const total = count * (count - 1);
  const tried = Math.min(total, sample ?? mostPairs);
  refuseBeyondHeap(
    tried * checksOfPair * testbed.plan.families.length * ofCheck,
    `the checks of ${counted(tried, 'pair')}`,
    'Take a smaller --sample',
  );
  const pairs = tried === total ? everyPair(endpoints) : samplePairs(endpoints, tried);
  return {
    checks: checkMatrix(testbed, { pairs }),
    coverage: { pairs: { tried, total } },
    notes: sample === undefined && tried < total ? [sampled(tried, total)] : [],
  };
}

function sampled(tried: number, total: number): string {
  return `Not every pair was tried: a sample of ${tried.toLocaleString('en-US')}, spread evenly, as there are ${total.toLocaleString('en-US')}; --sample ${total} tries all`;
}
