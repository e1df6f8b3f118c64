/**
 * Which endpoint asks which. The Jobs and the judge work it out from the same few numbers, so that a Job is given no list
 * of pairs, and what a Job did not report on is known to be missing. Nodes go by their place in the list.
 */

/** A pod on the pod network, or the node itself: a pod on the host's network is in the node's own network stack. */
export type EndpointKind = 'pod' | 'node';

/** What one source asks: an endpoint of that kind on that node. */
export interface ProbeTarget {
  readonly kind: EndpointKind;
  readonly node: number;
}

/** How many of the pairs are tried. */
export type Extent =
  | { readonly pairs: 'all' }
  /** Each node asks the nodes at so many distances along the list, taken as a ring. */
  | { readonly pairs: 'cover'; readonly distances: number };

/** Nodes up to which all ordered pairs are tried: beyond, their number grows out of proportion to what they show. */
export const mostNodesForAllPairs = 50;
/** Distances that a cover has at the least: one for each of the four kinds of pairs. Few nodes have fewer: some repeat. */
export const fewestDistances = 4;

const kinds: readonly EndpointKind[] = ['node', 'pod'];
/** The four kinds of pairs; the distance decides which. */
const turns: readonly (readonly [EndpointKind, EndpointKind])[] = [
  ['pod', 'pod'],
  ['node', 'pod'],
  ['pod', 'node'],
  ['node', 'node'],
];

/** The extent for a number of nodes, with a limit on the ordered pairs if the user sets one: the least cover may exceed it. */
export function extentFor(nodes: number, most?: number): Extent {
  const all = allPairs(nodes);
  const fewest = Math.min(all, (ownPairs + fewestDistances) * nodes);
  if (most === undefined ? nodes <= mostNodesForAllPairs : Math.max(most, fewest) >= all)
    return { pairs: 'all' };
  const half = Math.floor(nodes / 2);
  const affordable = most === undefined ? half : Math.floor((most - ownPairs * nodes) / nodes);
  return { pairs: 'cover', distances: Math.max(fewestDistances, Math.min(half, affordable)) };
}

/** What a source of that kind on that node asks, its own node first. */
export function targetsOf(node: number, kind: EndpointKind, nodes: number, extent: Extent): ProbeTarget[] {
  const own = kinds
    .map((to): ProbeTarget => ({ kind: to, node }))
    .filter((target) => kind === 'pod' || target.kind === 'pod');
  if (extent.pairs === 'cover') return [...own, ...coveringTargets(node, kind, nodes, extent.distances)];
  const others = Array.from({ length: nodes - 1 }, (_, i) => (node + 1 + i) % nodes);
  return [...own, ...others.flatMap((other) => kinds.map((to): ProbeTarget => ({ kind: to, node: other })))];
}

function coveringTargets(node: number, kind: EndpointKind, nodes: number, count: number): ProbeTarget[] {
  return distancesOf(nodes, count).flatMap((distance, turn) => {
    const [from, to] = turns[turn % turns.length]!;
    // Of two nodes right across the ring, one asks.
    const twice = distance * 2 === nodes && node >= distance && count > fewestDistances;
    return from === kind && !twice ? [{ kind: to, node: (node + distance) % nodes }] : [];
  });
}

/** So many distances, spread evenly over half the ring: half the ring is every node pair in one direction. */
function distancesOf(nodes: number, count: number): number[] {
  const half = Math.floor(nodes / 2);
  return Array.from({ length: count }, (_, i) =>
    count === 1 ? 1 : 1 + Math.floor((i * (half - 1)) / (count - 1)),
  );
}

/** Pairs on one node: pod to pod, pod to node, node to pod. */
const ownPairs = 3;

/** Ordered pairs of endpoints that there are: those on each node, and four kinds from each node to each other one. */
export function allPairs(nodes: number): number {
  return ownPairs * nodes + turns.length * nodes * (nodes - 1);
}

/** What is promised of the pairs that are tried, for the report. */
export function guarantee(nodes: number, extent: Extent): string {
  if (extent.pairs === 'all') return 'every endpoint asks every other one, in both directions';
  const whole = extent.distances >= Math.floor(nodes / 2);
  return [
    'every node is source and target of pod to pod, node to pod, pod to node and node to node',
    ...(whole ? ['every pair of nodes is tried in at least one direction'] : []),
    'what stays on a node is tried on every node',
  ].join('; ');
}
