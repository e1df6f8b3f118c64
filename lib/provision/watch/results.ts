import { TargetError } from '../../base/target-error';
import type { ClusterFile } from '../exchange/cluster-file';
import { keys } from '../exchange/keys';
import { described } from './described';
import { exchangeOf, type StackAccess, urlOf } from './stack-access';
import { type StackStatus, statusWatch } from './status';

/** What the connectivity Jobs of a stack saw, not judged yet. */
export interface FetchedResults {
  readonly cluster: ClusterFile;
  /** The file that the Jobs' collection script wrote; its form is that script's affair (see Connectivity). */
  readonly observations: unknown;
}

/**
 * Fetches the observations of a deployed stack. lib/cluster judges them.
 * @throws TargetError where there are none, with the reason: no Jobs, not finished yet, failed, or unreadable
 */
export async function fetchResults(access: StackAccess): Promise<FetchedResults> {
  const exchange = exchangeOf(access);
  try {
    const status = await statusWatch(exchange, access.stack)();
    refuseUnfinished(access, status);
    const text = await exchange.read(keys.observations);
    if (text === undefined)
      throw new TargetError(`${access.stack} has no ${keys.observations}`, onNode(access, status.cluster));
    return { cluster: status.cluster, observations: parsed(access, status.cluster, text) };
  } finally {
    await exchange.close();
  }
}

function parsed(access: StackAccess, cluster: ClusterFile, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new TargetError(
      `${keys.observations} of ${access.stack} is not whole: ${error instanceof Error ? error.message : error}`,
      onNode(access, cluster),
    );
  }
}

/** Where the Jobs were collected. */
function onNode({ cloud }: StackAccess, { nodes: [first] }: ClusterFile): string {
  return `Read journalctl -u testbed-boot on ${first.name} (${cloud.exchange.session})`;
}

function refuseUnfinished(access: StackAccess, { cluster, nodes, state, connectivity }: StackStatus): void {
  const { stack } = access;
  if (!connectivity)
    throw new TargetError(
      `${stack} was deployed without connectivity Jobs`,
      'Deploy it with them, or test it with --target kubernetes',
    );
  if (state !== 'ready')
    throw new TargetError(
      `${stack} is not Ready: ${nodes
        .filter((node) => node.state !== 'done')
        .map(described)
        .join('; ')}`,
      `Wait for it: testbed status ${stack} --wait`,
    );
  if (connectivity.state === 'failed')
    throw new TargetError(
      `the connectivity Jobs of ${stack} could not run: ${connectivity.message || connectivity.stage}`,
      `The log is ${urlOf(access, keys.log(cluster.nodes[0].name))}`,
    );
  if (connectivity.state !== 'done')
    throw new TargetError(
      `the connectivity Jobs of ${stack} ${connectivity.state === 'running' ? 'are not finished' : 'have not started'}`,
      'Try again in a few minutes',
    );
}
