/**
 * One thread's share of the probing: it serves every so-many-th endpoint and runs the probes towards those, so that a
 * probe's both sides wake the same thread. As a worker it takes messages; the agent's own thread calls it directly.
 */
import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { type Observation, type Probe, Prober, type SizeObservation } from '../prober';
import type { AgentEndpoint } from './agent-protocol';
import { Namespaces } from './netns';
import { rawSockets } from './raw-sockets';

/** Which share of how many. */
export interface Share {
  readonly index: number;
  readonly of: number;
}

export interface ShardData {
  readonly endpoints: readonly AgentEndpoint[];
  readonly share: Share;
}

export const takes = ({ index, of }: Share, endpoint: number): boolean => endpoint % of === index;

/** Starts the share's servers. A thread enters namespaces for itself alone, so each share has its own. */
export async function startShard(
  { endpoints, share }: ShardData,
  namespaces = new Namespaces(),
): Promise<Prober> {
  const prober = new Prober(
    endpoints.map(({ id, namespace, address }) => ({
      id,
      address,
      enter: (act) => namespaces.enter(namespace, act),
      sockets: rawSockets,
    })),
  );
  await prober.listen((endpoint) => takes(share, endpoint));
  return prober;
}

/** What a worker answers to each list of probes; its first message, `ready`, says that its servers listen. */
export type ShardReply =
  | { readonly ready: true }
  | { readonly observations: (Observation | SizeObservation)[] };

async function work(): Promise<void> {
  const prober = await startShard(workerData as ShardData);
  parentPort!.on('message', async (probes: readonly Probe[]) => {
    parentPort!.postMessage({ observations: await prober.run(probes) } satisfies ShardReply);
  });
  parentPort!.postMessage({ ready: true } satisfies ShardReply);
}

if (!isMainThread) void work();
