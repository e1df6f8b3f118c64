import { packageVersion } from '../base/package-root';
import { refuseBeyondHeap } from '../base/room';
import { type Check, checkMatrix, everyPair, insiders, judgePrediction, samplePairs } from '../check';
import type { Lab } from '../lab/lab';
import { programVersions } from '../lab/machine/program-versions';
import { probeLab } from '../lab/probe/probe-lab';
import { counted } from '../report';
import { type Results, results } from '../results';
import type { Testbed } from '../testbed';
import type { Progress } from './io/progress';

/** How many pairs to try. */
export interface Extent {
  /** Ordered pairs at the most. @default all up to 100,000 (100 nodes with 2 pods each have 89,700), beyond that so many */
  readonly sample?: number;
}

/** Pairs that are tried where nobody says how many: half a minute's work. */
const mostPairs = 100_000;
/** Memory that a check takes with its answer, in bytes: measured 1,100 to 1,400. */
const ofCheck = 1_500;
/** Checks of a pair, in each family: TCP, UDP and the path MTU. */
const checksOfPair = 3;

const tool = `cni-testbed ${packageVersion}`;

/** Tests a lab: every check, predicted and observed. */
export async function testLab(
  lab: Lab & { readonly buildMs?: number; readonly convergeMs?: number },
  extent: Extent,
  startedAt: Date,
  progress: Progress,
): Promise<Results> {
  const { testbed, notes, buildMs, convergeMs } = lab;
  const { checks, coverage, notes: gaps } = planned(testbed, extent);
  progress.stage('probing', checks.length);
  const {
    checks: judged,
    probing,
    notes: oddities,
  } = await probeLab(lab, checks, (done) => progress.done(done));
  progress.end();
  const timings = {
    ...(buildMs === undefined ? {} : { buildMs }),
    ...(convergeMs === undefined ? {} : { convergeMs }),
    tcpMs: probing.tcp.durationMs,
    udpMs: probing.udp.durationMs,
    mtuMs: probing.mtu.durationMs,
  };
  const versions = await programVersions();
  return results(
    testbed,
    {
      target: 'local',
      startedAt,
      timings,
      notes: [...notes, ...gaps, ...oddities],
      checks: judged,
      coverage,
      versions,
    },
    tool,
  );
}

/** Walks every check and measures nothing. */
export function predictOnly(testbed: Testbed, extent: Extent, startedAt: Date): Results {
  const { checks, coverage, notes: gaps } = planned(testbed, extent);
  const notes = ['Nothing was measured: these are the outcomes that the computed state should have', ...gaps];
  return results(
    testbed,
    { target: 'predicted', startedAt, timings: {}, notes, checks: checks.map(judgePrediction), coverage },
    tool,
  );
}

interface Planned {
  readonly checks: Check[];
  readonly coverage: Results['summary']['coverage'];
  readonly notes: readonly string[];
}

/** @throws TargetError where so many checks fit no memory */
function planned(testbed: Testbed, { sample }: Extent): Planned {
  const { endpoints } = testbed.datapath;
  const count = insiders(endpoints).length;
  const total = count * (count - 1);
  const tried = Math.min(total, sample ?? mostPairs);
  refuseBeyondHeap(
    tried * checksOfPair * testbed.plan.families.length * ofCheck,
    `the checks of ${counted(tried, 'pair')}`,
    `Take a smaller --sample`,
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
