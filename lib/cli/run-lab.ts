import {
  type Check,
  checkMatrix,
  everyPair,
  insiders,
  judgePrediction,
  type Results,
  results,
  samplePairs,
} from '../check';
import type { Lab } from '../local/lab';
import { probeLab } from '../local/probe-lab';
import { programVersions } from '../local/program-versions';
import { packageVersion } from '../package-root';
import type { Testbed } from '../testbed';
import type { Progress } from './progress';

/** How many pairs to try. */
export interface Extent {
  /** Ordered pairs at the most; absent: all. */
  readonly sample?: number;
}

const tool = `cni-testbed ${packageVersion}`;

/** Tests a lab: every check, predicted and observed. */
export async function testLab(
  lab: Lab & { readonly buildMs?: number; readonly convergeMs?: number },
  extent: Extent,
  startedAt: Date,
  progress: Progress,
): Promise<Results> {
  const { testbed, notes, buildMs, convergeMs } = lab;
  const { checks, coverage } = planned(testbed, extent);
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
      notes: [...notes, ...oddities],
      checks: judged,
      coverage,
      versions,
    },
    tool,
  );
}

/** Walks every check and measures nothing. */
export function predictOnly(testbed: Testbed, extent: Extent, startedAt: Date): Results {
  const { checks, coverage } = planned(testbed, extent);
  const notes = ['Nothing was measured: these are the outcomes that the computed state should have'];
  return results(
    testbed,
    { target: 'predicted', startedAt, timings: {}, notes, checks: checks.map(judgePrediction), coverage },
    tool,
  );
}

function planned(
  testbed: Testbed,
  { sample }: Extent,
): { checks: Check[]; coverage: Results['summary']['coverage'] } {
  const { endpoints } = testbed.datapath;
  const count = insiders(endpoints).length;
  const pairs = sample === undefined ? everyPair(endpoints) : samplePairs(endpoints, sample);
  return {
    checks: checkMatrix(testbed, pairs),
    coverage: { pairs: { tried: pairs.length, total: count * (count - 1) } },
  };
}
