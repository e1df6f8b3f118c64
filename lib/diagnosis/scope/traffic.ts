import { type CheckResult, kindOf } from '../../check';
import { hostPodToPod } from '../../check/kinds/direct';
import { isPod, nodeOf, placeOf } from '../../net';

/**
 * Kinds of traffic by who sends and who receives: pods and nodes take different ways through a node. Pods with the host's
 * network count apart from their nodes, as they are asked less.
 */
export const trafficKinds = [
  'pod-to-pod',
  'node-to-pod',
  'host-pod-to-pod',
  'pod-to-node',
  'node-to-node',
] as const;
/** From whom to whom. */
export type TrafficKind = (typeof trafficKinds)[number];

/** Traffic between nodes, or within one. */
export type Reach = 'cross' | 'same';

type Ends = Pick<CheckResult, 'from' | 'to'>;

/** Whether an exchange goes from one node to another. */
export const crossesNodes = ({ from, to }: Ends): boolean => nodeOf(from) !== nodeOf(to);

/** Whether an exchange goes from one zone to another, by its id. */
export const crossesZones = ({ id }: Pick<CheckResult, 'id'>): boolean => id.endsWith('/cross-zone');

/** The two nodes of an exchange, whichever asks, as a key. */
export const nodePair = ({ from, to }: Ends): string => [nodeOf(from), nodeOf(to)].sort().join(' ');

/** The nodes that ask in vain, or are asked in vain; empty where the others have no further node at that end. */
export function nodesApart(
  failing: readonly CheckResult[],
  others: readonly CheckResult[],
  side: 'from' | 'to' = 'from',
): string[] {
  const nodes = new Set(failing.map((check) => nodeOf(check[side])));
  return others.some((check) => !nodes.has(nodeOf(check[side]))) ? [...nodes].sort() : [];
}

/** Kind and reach of an exchange. */
export function trafficOf({ id, from, to }: CheckResult): {
  readonly kind: TrafficKind;
  readonly reach: Reach;
} {
  const side = (id: string) => (isPod(id) ? 'pod' : 'node');
  const ends = `${side(from)}-to-${side(to)}` as const;
  const kind = kindOf({ id }) === hostPodToPod ? 'host-pod-to-pod' : ends;
  return { kind, reach: crossesNodes({ from, to }) ? 'cross' : 'same' };
}

/** Names of all nodes that checks speak of. */
export function nodesOf(checks: readonly CheckResult[]): string[] {
  const names = new Set<string>();
  for (const { from, to } of checks)
    for (const id of [from, to]) {
      const place = placeOf(id);
      if (place) names.add(place.node);
    }
  return [...names];
}
