/** What the nodes of a stack are doing, from the status objects that they write while they boot. */
import * as z from 'zod';
import { oneLine } from '../../base/plain-text';
import { type ClusterFile, readClusterFile } from '../exchange/cluster-file';
import type { Exchange } from '../exchange/exchange';
import { parsedJson } from '../exchange/json';
import { keys } from '../exchange/keys';
import { type MachineFacts, machineFacts } from '../exchange/machine-facts';
import { type MachinesFile, readMachinesFile } from '../exchange/machines-file';
import { type StepProgress, stepProgress } from './progress';
import { exchangeOf, type StackAccess } from './stack-access';

/** How far a node is. `unknown`: it has not reported yet. `done`: it did all that its role asks for. */
export type BootState = 'unknown' | 'running' | 'done' | 'failed';

/** What one planned node reported last. */
export interface NodeStatus {
  readonly name: string;
  readonly role: string;
  readonly address: string;
  /** Step that it does, did last or failed in, such as `packages`, `join` or `ready`; see boot/steps.ts. */
  readonly stage: string;
  readonly state: BootState;
  /** When it said so, RFC 3339 by the node's clock. */
  readonly at?: string;
  /** How the step goes. @default nothing has been said */
  readonly progress?: StepProgress;
  /** What is wrong with the report itself. @default nothing */
  readonly message?: string;
  /** The machine that said so. */
  readonly machine?: MachineFacts;
  /** Name of the node's machine in the exchange; `undefined` while it is being made. */
  readonly self?: string;
}

/** What the first control plane said last of the connectivity Jobs. */
export interface JobsStatus extends Pick<NodeStatus, 'stage' | 'state' | 'at' | 'progress' | 'message'> {
  /** Number of the newest run. @default none has begun */
  readonly run?: number;
}

/** What the nodes of a stack reported last, and what that adds up to. */
export interface StackStatus {
  readonly cluster: ClusterFile;
  readonly nodes: readonly NodeStatus[];
  /** `ready`: every planned node is Ready and cluster DNS runs. `failed`: some node gave up. */
  readonly state: 'booting' | 'ready' | 'failed';
  /** The connectivity Jobs; `undefined` where the stack has none. */
  readonly connectivity?: JobsStatus;
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
  const texts = changedOnly(exchange);
  return async () => {
    const [statuses, results] = await Promise.all([
      exchange.list(keys.statuses),
      exchange.list(keys.results),
    ]);
    const cluster = readClusterFile(stack, await exchange.read(keys.cluster));
    const machines = readMachinesFile(stack, await exchange.read(keys.machines));
    const wanted = keysThatCount(cluster, machines);
    return statusOf(cluster, machines, await texts(new Map([...statuses, ...results]), wanted));
  };
}

/** Keys of what counts: it is written by the machines that the stack has now. The first one collects what the Jobs saw. */
function keysThatCount({ nodes }: ClusterFile, machines: MachinesFile): string[] {
  const first = machines[nodes[0].name];
  const statuses = nodes.flatMap(({ name }) => statusKeyOf(name, machines) ?? []);
  return first === undefined ? statuses : [...statuses, keys.connectivityStatus(first)];
}

function statusKeyOf(node: string, machines: MachinesFile): string | undefined {
  const self = machines[node];
  return self === undefined ? undefined : keys.status(self, node);
}

/** Texts of nodes are shown a line each. */
const line = z.string().transform(oneLine);

/** What a node writes (put_status in boot/files/status.sh). */
const saidFile = stepProgress.extend({
  generation: z.string(),
  stage: line,
  state: z.enum(['running', 'done', 'failed']),
  at: line,
  machine: machineFacts,
  run: z.int().min(1).optional(),
});

type Said = JobsStatus & Pick<NodeStatus, 'machine'>;

/** The status that the objects add up to. What machines that are gone, or were of an earlier generation, said does not count. */
function statusOf(
  cluster: ClusterFile,
  machines: MachinesFile,
  objects: ReadonlyMap<string, string>,
): StackStatus {
  const said = (key: string | undefined): Said => {
    const text = key === undefined ? undefined : objects.get(key);
    if (text === undefined) return silent;
    const status = saidFile.safeParse(parsedJson(text)).data;
    if (!status) return { stage: 'unreadable', state: 'failed', message: `${key} is not what a node writes` };
    const { generation, stage, state, at, machine, run, ...progress } = status;
    return generation === cluster.generation ? { stage, state, at, machine, run, progress } : silent;
  };
  const nodes = cluster.nodes.map((node): NodeStatus => {
    const { run: _run, ...status } = said(statusKeyOf(node.name, machines));
    return { ...node, ...status, self: machines[node.name] };
  });
  const first = machines[cluster.nodes[0].name];
  const connectivity = cluster.connectivity ? said(first && keys.connectivityStatus(first)) : undefined;
  return { cluster, nodes, state: stateOf(nodes), connectivity };
}

const silent: Said = { stage: 'no report yet', state: 'unknown' };

function stateOf(nodes: readonly NodeStatus[]): StackStatus['state'] {
  if (nodes.some(({ state }) => state === 'failed')) return 'failed';
  return nodes.every(({ state }) => state === 'done') ? 'ready' : 'booting';
}

/** Reads the wanted ones of the objects that there are with their tags, those anew whose tag changed. */
function changedOnly(
  exchange: Exchange,
): (tags: ReadonlyMap<string, string>, wanted: readonly string[]) => Promise<Map<string, string>> {
  const known = new Map<string, { tag: string; text: string }>();
  return async (tags, wanted) => {
    const there = wanted.flatMap((key) => {
      const tag = tags.get(key);
      return tag === undefined ? [] : [{ key, tag }];
    });
    await Promise.all(
      there.map(async ({ key, tag }) => {
        if (known.get(key)?.tag === tag) return;
        const text = await exchange.read(key);
        if (text !== undefined) known.set(key, { tag, text });
      }),
    );
    return new Map(
      there.flatMap(({ key }) => {
        const found = known.get(key);
        return found ? [[key, found.text]] : [];
      }),
    );
  };
}
