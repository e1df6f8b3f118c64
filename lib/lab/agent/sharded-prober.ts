import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Probe, ProbeResult, Prober, ServerLack } from '../../prober';
import { proberRoom } from '../machine/descriptors';
import type { AgentEndpoint } from './agent-protocol';
import type { Namespaces } from './netns';
import {
  answersOf,
  type ShardAnswer,
  type ShardData,
  type ShardReply,
  startShard,
  takes,
} from './probe-shard';

/** Probers of one lab: the agent's own thread, and in large labs one more. */
export class ShardedProber {
  private constructor(
    private readonly own: Prober,
    private readonly workers: readonly Worker[],
    /** Servers that the machine had no room for. */
    readonly lacks: readonly ServerLack[],
  ) {}

  /** Starts all servers. @throws TargetError where this process may not open so many files */
  static async start(endpoints: readonly AgentEndpoint[], namespaces: Namespaces): Promise<ShardedProber> {
    const families = new Set(endpoints.flatMap(({ address }) => Object.keys(address))).size;
    const { threads: of, mostUnderWay } = proberRoom({ endpoints: endpoints.length, families });
    const shard = (index: number): ShardData => ({ endpoints, share: { index, of }, mostUnderWay });
    const workers = Array.from(
      { length: of - 1 },
      (_, i) => new Worker(join(__dirname, 'probe-shard.js'), { workerData: shard(i + 1) }),
    );
    const ready = workers.map((worker) => once(worker, 'message'));
    const own = await startShard(shard(0), namespaces);
    const theirs = (await Promise.all(ready)).flatMap(([{ lacks }]) => lacks as readonly ServerLack[]);
    return new ShardedProber(own, workers, [...own.lacks, ...theirs]);
  }

  /** Runs all probes, each on the thread that serves its target, and returns what they saw, in their order. */
  async run(probes: readonly Probe[]): Promise<ShardAnswer> {
    const of = this.workers.length + 1;
    const places = Array.from({ length: of }, (_, index) =>
      probes.flatMap(({ to }, i) => (takes({ index, of }, to) ? [i] : [])),
    );
    const [own, ...others] = places.map((mine) => mine.map((i) => probes[i]!));
    const answers = await Promise.all([
      answersOf(this.own, own!),
      ...others.map((part, i) => ask(this.workers[i]!, part)),
    ]);
    const results: ProbeResult[] = new Array(probes.length);
    answers.forEach(({ observations }, share) => {
      observations.forEach((observation, i) => {
        results[places[share]![i]!] = observation;
      });
    });
    return { observations: results, strays: answers.reduce((sum, { strays }) => sum + strays, 0) };
  }

  addresses(): string[][] {
    return this.own.addresses();
  }

  async close(): Promise<void> {
    await this.own.close();
    await Promise.all(this.workers.map((worker) => worker.terminate()));
  }
}

/** @throws Error that the thread had */
async function ask(worker: Worker, probes: readonly Probe[]): Promise<ShardAnswer> {
  worker.postMessage(probes);
  const [reply] = (await once(worker, 'message')) as [ShardReply];
  if ('lacks' in reply) throw new Error('a thread answered before it was asked');
  if ('error' in reply) throw reply.error;
  return reply;
}
