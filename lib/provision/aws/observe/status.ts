/** What the nodes of a stack are doing, from the status objects that they write while they boot. */
import * as z from 'zod';
import { oneLine } from '../../../base/plain-text';
import { keys } from '../assets';
import type { ClusterFile } from '../cluster-boot';
import { BucketReader } from './bucket-reader';
import { clusterFileOf } from './cluster-file';
import type { StackAccess } from './stack-access';

/** `unknown`: the node has not said anything yet. `done`: it did all that its role asks for. */
export type BootState = 'unknown' | 'running' | 'done' | 'failed';

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

export interface StackStatus {
  readonly cluster: ClusterFile;
  readonly nodes: readonly NodeStatus[];
  /** `ready`: every planned node is Ready and cluster DNS runs. `failed`: some node gave up. */
  readonly state: 'booting' | 'ready' | 'failed';
  /** The connectivity Jobs; `undefined` where the stack has none. */
  readonly connectivity?: Pick<NodeStatus, 'stage' | 'state' | 'at' | 'message'>;
}

/** One look at a deployed stack. @throws TargetError where its bucket cannot be read */
export async function stackStatus(access: StackAccess): Promise<StackStatus> {
  const reader = new BucketReader(access);
  try {
    return await statusWatch(reader, access.stack)();
  } finally {
    await reader.close();
  }
}

/** A function that looks again at each call, and reads only what changed since. */
export function statusWatch(reader: BucketReader, stack: string): () => Promise<StackStatus> {
  const read = changedOnly(reader);
  return async () => {
    const [files, results] = await Promise.all([read('status/'), read('results/status.json')]);
    const cluster = clusterFileOf(stack, await reader.read(keys.cluster));
    return statusOf(cluster, new Map([...files, ...results]));
  };
}

/** Texts of nodes are shown a line each. */
const line = z.string().transform(oneLine);

/** What a node writes (put_status in bootstrap/lib.sh). */
const saidFile = z.object({
  generation: z.string(),
  stage: line,
  state: z.enum(['running', 'done', 'failed']),
  at: line.optional(),
  message: line.optional(),
});

type Said = Pick<NodeStatus, 'stage' | 'state' | 'at' | 'message'>;

/** The status that the objects add up to. What machines of an earlier generation said does not count. */
export function statusOf(cluster: ClusterFile, objects: ReadonlyMap<string, string>): StackStatus {
  const said = (key: string): Said | undefined => {
    const text = objects.get(key);
    if (text === undefined) return undefined;
    const status = saidFile.safeParse(json(text)).data;
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

const silent: Said = { stage: 'not heard of', state: 'unknown' };

function stateOf(nodes: readonly NodeStatus[]): StackStatus['state'] {
  if (nodes.some(({ state }) => state === 'failed')) return 'failed';
  return nodes.every(({ state }) => state === 'done') ? 'ready' : 'booting';
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Reads the objects of a prefix, those anew whose tag changed. */
function changedOnly(reader: BucketReader): (prefix: string) => Promise<Map<string, string>> {
  const known = new Map<string, { tag: string; text: string }>();
  return async (prefix) => {
    const tags = await reader.list(prefix);
    await Promise.all(
      [...tags].map(async ([key, tag]) => {
        if (known.get(key)?.tag === tag) return;
        const text = await reader.read(key);
        if (text !== undefined) known.set(key, { tag, text });
      }),
    );
    return new Map([...tags.keys()].flatMap((key) => (known.has(key) ? [[key, known.get(key)!.text]] : [])));
  };
}
