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

/** Kind and reach of an exchange. */
export function trafficOf({ id, from, to }: CheckResult): {
  readonly kind: TrafficKind;
  readonly reach: Reach;
} {
  const side = (id: string) => (isPod(id) ? 'pod' : 'node');
  const ends = `${side(from)}-to-${side(to)}` as const;
  const kind = kindOf({ id }) === hostPodToPod ? 'host-pod-to-pod' : ends;
  return { kind, reach: nodeOf(from) === nodeOf(to) ? 'same' : 'cross' };
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
