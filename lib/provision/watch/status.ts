/** What the nodes of a stack are doing, from the status objects that they write while they boot. */
import * as z from 'zod';
import { oneLine } from '../../base/plain-text';
import { type ClusterFile, readClusterFile } from '../exchange/cluster-file';
import type { Exchange } from '../exchange/exchange';
import { parsedJson } from '../exchange/json';
import { keys } from '../exchange/keys';
import { exchangeOf, type StackAccess } from './stack-access';

/** How far a node is. `unknown`: it has not reported yet. `done`: it did all that its role asks for. */
export type BootState = 'unknown' | 'running' | 'done' | 'failed';

/** What one planned node reported last. */
export interface NodeStatus {
  readonly name: string;
  readonly role: string;
  readonly address: string;
  /** Step of the boot, such as `packages`, `join` or `ready`. */
  readonly stage: string;
  readonly state: BootState;
  /** When it said so, RFC 3339 by the node's clock. */
  readonly at?: string;
  readonly message?: string;
}

/** What the nodes of a stack reported last, and what that adds up to. */
export interface StackStatus {
  readonly cluster: ClusterFile;
  readonly nodes: readonly NodeStatus[];
  /** `ready`: every planned node is Ready and cluster DNS runs. `failed`: some node gave up. */
  readonly state: 'booting' | 'ready' | 'failed';
  /** The connectivity Jobs; `undefined` where the stack has none. */
  readonly connectivity?: Pick<NodeStatus, 'stage' | 'state' | 'at' | 'message'>;
}

/** One look at a deployed stack. @throws TargetError where its exchange cannot be read */
export async function stackStatus(access: StackAccess): Promise<StackStatus> {
  const exchange = exchangeOf(access);
  try {
    return await statusWatch(exchange, access.stack)();
  } finally {
    await exchange.close();
  }
}

/** A function that looks again at each call, and reads only what changed since. */
export function statusWatch(exchange: Exchange, stack: string): () => Promise<StackStatus> {
  const read = changedOnly(exchange);
  return async () => {
    const [files, results] = await Promise.all([read(keys.statuses), read(keys.connectivityStatus)]);
    const cluster = readClusterFile(stack, await exchange.read(keys.cluster));
    return statusOf(cluster, new Map([...files, ...results]));
  };
}

/** Texts of nodes are shown a line each. */
const line = z.string().transform(oneLine);

/** What a node writes (put_status in boot/files/lib.sh). */
const saidFile = z.object({
  generation: z.string(),
  stage: line,
  state: z.enum(['running', 'done', 'failed']),
  at: line.optional(),
  message: line.optional(),
});

type Said = Pick<NodeStatus, 'stage' | 'state' | 'at' | 'message'>;

/** The status that the objects add up to. What machines of an earlier generation said does not count. */
function statusOf(cluster: ClusterFile, objects: ReadonlyMap<string, string>): StackStatus {
  const said = (key: string): Said | undefined => {
    const text = objects.get(key);
    if (text === undefined) return undefined;
    const status = saidFile.safeParse(parsedJson(text)).data;
    if (!status) return { stage: 'unreadable', state: 'failed', message: `${key} is not what a node writes` };
    return status.generation === cluster.generation ? status : undefined;
  };
  const nodes = cluster.nodes.map((node): NodeStatus => {
    const { stage, state, at, message } = said(keys.status(node.name)) ?? silent;
    return { ...node, stage, state, at, message };
  });
  const connectivity = cluster.connectivity ? (said(keys.connectivityStatus) ?? silent) : undefined;
  return { cluster, nodes, state: stateOf(nodes), connectivity };
}

const silent: Said = { stage: 'no report yet', state: 'unknown' };

function stateOf(nodes: readonly NodeStatus[]): StackStatus['state'] {
  if (nodes.some(({ state }) => state === 'failed')) return 'failed';
  return nodes.every(({ state }) => state === 'done') ? 'ready' : 'booting';
}

/** Reads the objects of a prefix, those anew whose tag changed. */
function changedOnly(exchange: Exchange): (prefix: string) => Promise<Map<string, string>> {
  const known = new Map<string, { tag: string; text: string }>();
  return async (prefix) => {
    const tags = await exchange.list(prefix);
    await Promise.all(
      [...tags].map(async ([key, tag]) => {
        if (known.get(key)?.tag === tag) return;
        const text = await exchange.read(key);
        if (text !== undefined) known.set(key, { tag, text });
      }),
    );
    return new Map(
      [...tags.keys()].flatMap((key) => {
        const found = known.get(key);
        return found ? [[key, found.text]] : [];
      }),
    );
  };
}
