import { allFamilies, valuesOf } from '../net';
import type { Plan, PlanNode } from './plan';

/** What is shown in place of a node's share where the node has none, or its CNI does not go by it. */
export const notByShare = 'not by share';

/** What is shown in its place where the CNI's own blocks are known. */
export const byBlocks = 'by blocks';

/** The node's part of the pod network in a few words: its share, or the blocks that it took. */
export function shareText({ podCidr, podBlocks }: Pick<PlanNode, 'podCidr' | 'podBlocks'>): string {
  if (podCidr) return valuesOf(podCidr).join(', ');
  if (!podBlocks) return notByShare;
  const blocks = allFamilies.flatMap((family) =>
    inShort(podBlocks.filter((block) => block.family === family)),
  );
  return `${byBlocks}: ${blocks.join(', ')}`;
}

/** Of more than two the first and the last. */
const inShort = (list: readonly unknown[]): string[] =>
  list.length > 2 ? [`${list[0]} … ${list.at(-1)}`] : list.map(String);

/** Said of a range that is known no better than by the addresses that were seen on a running cluster. */
export const aroundSeen = 'around what was seen';

/** Address and port, as URLs have them. */
export function endpointText({ address, port }: Plan['apiEndpoint']): string {
  return address.family === 'ipv4' ? `${address}:${port}` : `[${address}]:${port}`;
}
