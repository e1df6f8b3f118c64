/** Between which nodes a cluster is measured. */
import { groupBy } from '../../base/lists';
import { TargetError } from '../../base/target-error';
import type { NodePair } from '../../measure';
import { type ClusterNode, inOrder } from '../cluster-node';

/**
 * Up to so many pairs of workers, each in both directions; of all nodes where there are fewer than two workers. Nodes of one
 * zone are paired where that is possible, as ways between zones are longer, and no node takes part more often than it must.
 * @throws TargetError where there is one node
 */
export function measuredPairs(nodes: readonly ClusterNode[], most: number): NodePair[] {
  const workers = nodes.filter(({ role }) => role === 'worker');
  const taking = inOrder(workers.length >= 2 ? workers : nodes);
  if (taking.length < 2)
    throw new TargetError(
      'the cluster has one node, and it takes two to measure what is between them',
      'Add a node',
    );
  const byZone = [...groupBy(taking, ({ zone }) => zone).values()].sort((a, b) => b.length - a.length).flat();
  return chosen(byZone.slice(0, 2 * most), most).flatMap(([one, other]) => [
    { from: one.name, to: other.name },
    { from: other.name, to: one.name },
  ]);
}

type Pair = readonly [ClusterNode, ClusterNode];

function chosen(nodes: readonly ClusterNode[], most: number): Pair[] {
  const uses = new Map(nodes.map((node) => [node, 0]));
  let left = nodes.flatMap((one, i) => nodes.slice(i + 1).map((other): Pair => [one, other]));
  const found: Pair[] = [];
  while (found.length < most && left.length > 0) {
    const cost = ([one, other]: Pair) =>
      2 * (uses.get(one)! + uses.get(other)!) + (one.zone === other.zone ? 0 : 1);
    const best = left.reduce((a, b) => (cost(b) < cost(a) ? b : a));
    found.push(best);
    left = left.filter((pair) => pair !== best);
    for (const node of best) uses.set(node, uses.get(node)! + 1);
  }
  return found;
}

/** Names of the nodes that take part. */
export function takingPart(pairs: readonly NodePair[]): string[] {
  return [...new Set(pairs.flatMap(({ from, to }) => [from, to]))];
}
