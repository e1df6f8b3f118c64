import { TargetError } from '../../base/target-error';
import type { ClusterFile } from '../exchange/cluster-file';
import { commandsOf } from '../exchange/commands';
import { keys } from '../exchange/keys';
import { described } from './described';
import { exchangeOf, type StackAccess, urlOf } from './stack-access';
import { type NodeStatus, type StackStatus, statusWatch } from './status';
import { jobsStatusText } from './status-text';
import { withoutJobs } from './without-jobs';

/** What the connectivity Jobs of a stack saw, not judged yet. */
export interface FetchedResults {
  readonly cluster: ClusterFile;
  /** The machines that the stack has, each with what was read on it. */
  readonly nodes: readonly NodeStatus[];
  /** Number of the run that saw it. */
  readonly run: number;
  /** The file that the Jobs' collection script wrote; its form is that script's affair (see Connectivity). */
  readonly observations: unknown;
}

/** Which results to fetch. */
export interface FetchOptions {
  /** Number of the run that saw them; results of an earlier one stay. @default the newest, which must be over */
  readonly run?: number;
}

/**
 * Fetches the observations of a deployed stack. lib/cluster judges them.
 * @throws TargetError where there are none, with the reason: no Jobs, not finished yet, failed, or unreadable
 */
export async function fetchResults(access: StackAccess, options: FetchOptions = {}): Promise<FetchedResults> {
  const exchange = exchangeOf(access);
  try {
    const status = await statusWatch(exchange, access.stack)();
    const run = wantedRun(access, status, options.run);
    const { cluster, nodes } = status;
    const text = await exchange.read(keys.observations(nodes[0]?.self ?? '', cluster.generation, run));
    if (text === undefined)
      throw new TargetError(
        `${access.stack} has no observations of run ${run} in its exchange`,
        onNode(access, cluster),
      );
    return { cluster, nodes, run, observations: parsed(access, cluster, text) };
  } finally {
    await exchange.close();
  }
}

function parsed(access: StackAccess, cluster: ClusterFile, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new TargetError(
      `the file of observations of ${access.stack} is not whole: ${error instanceof Error ? error.message : error}`,
      onNode(access, cluster),
    );
  }
}

/** Where the Jobs were collected. */
function onNode({ cloud }: StackAccess, { nodes: [first] }: ClusterFile): string {
  return `Read journalctl -u testbed-jobs on ${first.name} (${cloud.exchange.session})`;
}

/** That of the machine that collects. */
function firstLog(access: StackAccess, [first]: readonly NodeStatus[]): string {
  return urlOf(access, keys.log(first?.self ?? '', first?.name ?? ''));
}

/** The number of the wanted run. @throws TargetError where it is not over */
function wantedRun(access: StackAccess, status: StackStatus, run?: number): number {
  const newest = status.connectivity?.run ?? 1;
  if (run === undefined || run === newest) refuseUnfinished(access, status);
  if (run !== undefined && run > newest)
    throw new TargetError(
      `${access.stack} has no run ${run} of the connectivity Jobs: the newest is ${newest}`,
      `Start another one: ${commandsOf(access.stack, access.cloud.exchange).rerun}`,
    );
  return run ?? newest;
}

function refuseUnfinished(access: StackAccess, { nodes, state, connectivity }: StackStatus): void {
  const { stack, cloud } = access;
  const { rerun, wait } = commandsOf(stack, cloud.exchange);
  if (!connectivity) throw withoutJobs(stack);
  if (state !== 'ready')
    throw new TargetError(
      `${stack} is not Ready: ${nodes
        .filter((node) => node.state !== 'done')
        .map(described)
        .join('; ')}`,
      `Wait for it: ${wait}`,
    );
  if (connectivity.state === 'failed')
    throw new TargetError(
      `the connectivity Jobs of ${stack} could not run: ${jobsStatusText(connectivity)}`,
      `The log is ${firstLog(access, nodes)}; ${rerun} starts them again`,
    );
  if (connectivity.state !== 'done')
    throw new TargetError(
      `the connectivity Jobs of ${stack} ${connectivity.state === 'running' ? 'are not finished' : 'have not started'}`,
      'Try again in a few minutes',
    );
}
