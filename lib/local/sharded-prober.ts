import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Observation, Probe, Prober, SizeObservation } from '../prober';
import type { AgentEndpoint } from './agent-protocol';
import type { Namespaces } from './netns';
import { type ShardReply, startShard, takes } from './probe-shard';

/** Below this many endpoints a thread more costs more than it brings. */
const fewestForThreads = 40;
/** The kernel's work, most of a probe, grows with threads only as long as cores do; and each takes memory. */
const mostThreads = 2;

/** Probers of one lab: the agent's own thread, and in large labs one more. */
export class ShardedProber {
  private constructor(
    private readonly own: Prober,
    private readonly workers: readonly Worker[],
  ) {}

  /** Starts all servers. */
  static async start(endpoints: readonly AgentEndpoint[], namespaces: Namespaces): Promise<ShardedProber> {
    const of = endpoints.length < fewestForThreads ? 1 : Math.min(mostThreads, availableParallelism());
    const workers = Array.from(
      { length: of - 1 },
      (_, i) =>
        new Worker(join(__dirname, 'probe-shard.js'), {
          workerData: { endpoints, share: { index: i + 1, of } },
        }),
    );
    const ready = workers.map((worker) => once(worker, 'message'));
    const own = await startShard({ endpoints, share: { index: 0, of } }, namespaces);
    await Promise.all(ready);
    return new ShardedProber(own, workers);
  }

  /** Runs all probes, each on the thread that serves its target, and returns what they saw, in their order. */
  async run(probes: readonly Probe[]): Promise<(Observation | SizeObservation)[]> {
    const of = this.workers.length + 1;
    const places = Array.from({ length: of }, (_, index) =>
      probes.flatMap(({ to }, i) => (takes({ index, of }, to) ? [i] : [])),
    );
    const [own, ...others] = places.map((mine) => mine.map((i) => probes[i]!));
    const answers = await Promise.all([
      this.own.run(own!),
      ...others.map((part, i) => ask(this.workers[i]!, part)),
    ]);
    const results: (Observation | SizeObservation)[] = new Array(probes.length);
    answers.forEach((part, share) => {
      part.forEach((observation, i) => {
        results[places[share]![i]!] = observation;
      });
    });
    return results;
  }

  addresses(): string[][] {
    return this.own.addresses();
  }

  async close(): Promise<void> {
    this.own.close();
    await Promise.all(this.workers.map((worker) => worker.terminate()));
  }
}

async function ask(worker: Worker, probes: readonly Probe[]): Promise<(Observation | SizeObservation)[]> {
  worker.postMessage(probes);
  const [reply] = (await once(worker, 'message')) as [ShardReply];
  if ('ready' in reply) throw new Error('a thread answered before it was asked');
  return reply.observations;
}
