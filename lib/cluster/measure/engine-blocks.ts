/**
 * Bulk by iperf3: each measurement is a Job of its own, and one begins when the one before has ended. The image of iperf3 has
 * no program of ours that could wait for a turn, so that whoever runs the Jobs hands out the turns.
 */
import {
  iperf3Client,
  iperf3Report,
  iperf3Task,
  type NodePair,
  type Sample,
  type Step,
  sampleOf,
  stepsOf,
} from '../../measure';
import type { Family } from '../../net';
import type { Work } from '../../prober/measure';
import { runAtOnce } from '../runner/run-jobs';
import { networkOf } from './job-steps';
import { type EngineRun, engineJob, engineJobName } from './manifests/engine';
import type { MeasureManifest } from './manifests/options';
import type { Places } from './places';
import type { BlockRun } from './turn-blocks';

/** How long one measurement may take, in seconds: to start, and 4 GB at 150 Mbit/s. */
const mostS = 300;

/** What the Jobs are made from. */
export interface EngineCluster {
  readonly manifest: MeasureManifest;
  readonly pairs: readonly NodePair[];
  readonly places: Places;
  readonly works: readonly Work[];
  /** @default 300 */
  readonly jobTimeoutS?: number;
}

/** The part of a cluster's blocks that iperf3 makes. */
export class EngineBlocks {
  /** Those that have answered. */
  readonly versions = new Set<string>();

  constructor(private readonly cluster: EngineCluster) {}

  /** Host, pod, pod, host, as all measurements. @param turn its number in the run, which no other has */
  async block(pair: number, turn: number, run: BlockRun): Promise<Sample[]> {
    const { manifest, pairs, works, places, jobTimeoutS = mostS } = this.cluster;
    if (works.length === 0) return [];
    const nodes = pairs[pair]!;
    const families: readonly Family[] = [places.primaryFamily(nodes.from)];
    const made = stepsOf(nodes, { works, families, sameNode: true }).map((step, place) => {
      const task = iperf3Task(step.work, places.addressFor(step));
      const { from: node } = nodes;
      const job: EngineRun = {
        ...{ node, network: networkOf(step), turn, place },
        ...{ args: iperf3Client(task), timeoutS: jobTimeoutS },
      };
      return { step, task, job, name: engineJobName(job) };
    });
    const logs = await runAtOnce({
      ...run,
      jobs: made.map(({ job }) => engineJob(manifest, job)),
      ...{ parallel: 1, jobTimeoutS, done: () => {} },
    });
    return made.map(({ step, task, name }) =>
      this.sample(step, iperf3Report(`Job ${name}`, logs[name] ?? '', task)),
    );
  }

  private sample(step: Step, { version, measured }: ReturnType<typeof iperf3Report>): Sample {
    this.versions.add(version);
    return sampleOf(step, measured);
  }
}
