/**
 * One thread's share of the probing: it serves every so-many-th endpoint and runs the probes towards those, so that a
 * probe's both sides wake the same thread. As a worker it takes messages; the agent's own thread calls it directly.
 */
import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { defaultPace, type Probe, type ProbeResult, type ServerLack } from '../../prober';
import { Prober } from '../../prober/prober';
import type { AgentEndpoint } from './agent-protocol';
import { Namespaces } from './netns';
import { rawSockets } from './raw-sockets';

/** Which share of how many. */
export interface Share {
  readonly index: number;
  readonly of: number;
}

/** What a thread needs to know to serve its share. */
export interface ShardData {
  readonly endpoints: readonly AgentEndpoint[];
  readonly share: Share;
  /** Exchanges under way at most. */
  readonly mostUnderWay: number;
}

/** Whether the share holds the endpoint at that place. */
export const takes = ({ index, of }: Share, endpoint: number): boolean => endpoint % of === index;

/** Starts the share's servers. A thread enters namespaces for itself alone, so each share has its own. */
export async function startShard(
  { endpoints, share, mostUnderWay }: ShardData,
  namespaces = new Namespaces(),
): Promise<Prober> {
  const prober = new Prober(
    endpoints.map(({ id, namespace, address, ports, names }) => ({
      id,
      ports,
      names,
      address,
      enter: (act) => namespaces.enter(namespace, act),
      sockets: rawSockets,
    })),
    { ...defaultPace, most: mostUnderWay },
  );
  await prober.listen((endpoint) => takes(share, endpoint));
  return prober;
}

/** What a share saw. */
export interface ShardAnswer {
  /** In the order of the probes. */
  readonly observations: ProbeResult[];
  /** Answers so far that reached a socket that had not asked for them. */
  readonly strays: number;
}

/** Runs the probes and returns what was seen. */
export async function answersOf(prober: Prober, probes: readonly Probe[]): Promise<ShardAnswer> {
  return { observations: await prober.run(probes), strays: await prober.strays() };
}

/** What a worker answers to each list of probes; its first message says that its servers listen, but for these. */
export type ShardReply = { readonly lacks: readonly ServerLack[] } | { readonly error: Error } | ShardAnswer;

async function work(): Promise<void> {
  const prober = await startShard(workerData as ShardData);
  const reply = (message: ShardReply) => parentPort!.postMessage(message);
  parentPort!.on('message', (probes: readonly Probe[]) => {
    answersOf(prober, probes).then(reply, (error: Error) => reply({ error }));
  });
  reply({ lacks: prober.lacks });
}

if (!isMainThread) void work();
