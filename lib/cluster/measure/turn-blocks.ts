/** What our own program measures on a cluster: two Jobs a block, one on each network, which take turns by themselves. */
import type { ConfigMap } from 'kubernetes-types/core/v1';
import { type BlockContents, type NodePair, type Sample, type Step, stepsOf } from '../../measure';
import { type JobRun, runAtOnce } from '../runner/run-jobs';
import { jobSteps, networkOf, turnTimeoutS } from './job-steps';
import { stepsMap, type Turn, turnJobName, turnJobs } from './manifests/jobs';
import type { MeasureManifest } from './manifests/options';
import { clusterSample, parseMeasureReport } from './measure-report';
import type { Places } from './places';

/** How a block's Jobs are run, whoever makes them. */
export type BlockRun = Omit<JobRun, 'jobs' | 'parallel' | 'jobTimeoutS' | 'done'>;

/** What the Jobs are made from. */
export interface TurnCluster {
  readonly manifest: MeasureManifest;
  readonly pairs: readonly NodePair[];
  readonly places: Places;
  readonly contents: BlockContents;
  /** @default what their work may take at most */
  readonly jobTimeoutS?: number;
}

/** The part of a cluster's blocks that our own program makes. */
export class TurnBlocks {
  private readonly steps: readonly (readonly Step[])[];

  constructor(private readonly cluster: TurnCluster) {
    this.steps = cluster.pairs.map((pair) => stepsOf(pair, cluster.contents));
  }

  /** What the Jobs find, pair by pair. */
  maps(): ConfigMap[] {
    const { manifest, pairs, places } = this.cluster;
    return pairs.map((pair, i) =>
      stepsMap(manifest, i, jobSteps(pair, this.steps[i]!, places, this.timeoutS(i))),
    );
  }

  /** Empty where there is nothing to measure. @param pair its place in the list @param turn its number in the run */
  async block(pair: number, turn: number, run: BlockRun): Promise<Sample[]> {
    if (this.steps[pair]!.length === 0) return [];
    const timeoutS = this.timeoutS(pair);
    const jobs: Turn = { node: this.cluster.pairs[pair]!.from, turn, pair, timeoutS };
    const logs = await runAtOnce({
      ...run,
      jobs: turnJobs(this.cluster.manifest, jobs),
      ...{ parallel: 2, jobTimeoutS: timeoutS, done: () => {} },
    });
    return this.samples(jobs, logs);
  }

  private samples(turn: Turn, logs: Readonly<Record<string, string>>): Sample[] {
    const steps = this.steps[turn.pair]!;
    const lines = (['node', 'pod'] as const).flatMap((network) => {
      const job = turnJobName(network, turn);
      const own = steps.flatMap((step, i) => (networkOf(step) === network ? [i] : []));
      return parseMeasureReport(logs[job] ?? '', { job, network, node: turn.node, steps: own });
    });
    return lines
      .sort((a, b) => a.step - b.step)
      .map(({ step, ...measured }) => clusterSample(steps[step]!, this.cluster.pairs[turn.pair]!, measured));
  }

  private timeoutS(pair: number): number {
    return this.cluster.jobTimeoutS ?? turnTimeoutS(this.steps[pair]!);
  }
}
