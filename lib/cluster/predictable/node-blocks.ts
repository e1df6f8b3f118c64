/** The nodes' shares where a CNI hands out addresses by itself: what its objects say, as far as one can predict by it. */

import type { Cni } from '../../cni';
import { Cidr } from '../../net';
import { byFamily } from '../cluster-node';
import type { ClusterObservations } from '../observations';
import { type ProbedNode, podsInShares } from '../probed-node';

/** Blocks by the node's name; those that cannot be read are left out. */
export type BlocksByNode = ReadonlyMap<string, readonly Cidr[]>;

/** What the objects of this CNI say. */
export function blocksByNode({ addressBlocks = [] }: ClusterObservations, { deployment }: Cni): BlocksByNode {
  const all = new Map<string, Cidr[]>();
  for (const object of addressBlocks) {
    const { node, blocks } = deployment?.addressBlocks?.blocksOf(object) ?? {};
    if (node !== undefined && blocks) all.set(node, [...(all.get(node) ?? []), ...blocks.flatMap(readable)]);
  }
  return all;
}

/**
 * The node with its only block of each family as its share, or with all of several, where its pods are in these and not in
 * the share that it was given.
 */
export function withBlocks(probed: ProbedNode, blocks: readonly Cidr[] = []): ProbedNode {
  if (blocks.length === 0 || podsInShares([probed])) return probed;
  const ranges = severalIn(blocks)
    ? { podBlocks: blocks }
    : { podCidr: byFamily(blocks.map(String), Cidr.parse) };
  const own: ProbedNode = { ...probed, node: { ...probed.node, ...ranges, byBlocks: true } };
  return podsInShares([own]) ? own : probed;
}

/** Whether any family has more than one. */
function severalIn(blocks: readonly Cidr[]): boolean {
  const families = blocks.map(({ family }) => family);
  return new Set(families).size < families.length;
}

/** Whoever may write such an object may write anything into it. */
function readable(text: string): Cidr[] {
  try {
    return [Cidr.parse(text)];
  } catch {
    return [];
  }
}
