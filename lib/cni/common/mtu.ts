/** Sizes in bytes that follow from the MTU of a node's card, from what a mode adds to packets, and from the spec. */
import { largest, smallest } from '../../base/lists';
import { type Family, type PerFamily, perFamily, primary, valuesOf } from '../../net';
import type { Plan, PlanNode } from '../../plan';
import type { Cni, CniMode } from '../cni';

/** MTU of a node's card. */
export const cardMtu = (plan: Plan, node: PlanNode): number => node.mtu ?? plan.underlayMtu;

/** What a zone's switch takes from and to the other zones: it drops what is larger, as a fabric does, and tells nobody. */
export const betweenZonesMtu = ({ fabricMtu, interZoneMtu = fabricMtu }: Plan): number =>
  smallest([fabricMtu, interZoneMtu]);

/** Bytes that a packet of each family between nodes grows by, in a cluster of these families. */
export function overheadOf(families: readonly Family[], mode: CniMode): PerFamily<number> {
  const { overhead, overheadIPv6Alone } = mode;
  if (!families.includes('ipv4')) return { ipv6: overheadIPv6Alone ?? overhead.ipv6 ?? 0 };
  return perFamily(families, (family) => overhead[family] ?? 0);
}

/** What pods' packets may have less than the card's: see {@link Cni.podOverhead}. */
export function podOverhead(families: readonly Family[], mode: CniMode, kind: Cni['podOverhead']): number {
  const added = overheadOf(families, mode);
  return kind === 'widest' ? largest(valuesOf(added)) : primary(added);
}

/**
 * What agents take for the MTU of the network between the nodes, that have one setting for it and subtract by themselves:
 * their node's card's, or as much as leaves pods the MTU that the spec asks for.
 */
export function networkMtu(plan: Plan, node: PlanNode, mode: CniMode): number {
  const podMtu = plan.cniSettings?.podMtu;
  return podMtu === undefined ? cardMtu(plan, node) : podMtu + podOverhead(plan.families, mode, 'primary');
}

/** MTUs that the pods have, in bytes, the largest first: one, where all nodes' cards take the same. */
export function podMtus(plan: Plan, cni: Pick<Cni, 'podOverhead'>, mode: CniMode): number[] {
  const less = podOverhead(plan.families, mode, cni.podOverhead);
  const of = (node: PlanNode) => plan.cniSettings?.podMtu ?? cardMtu(plan, node) - less;
  return [...new Set(plan.nodes.map(of))].sort((a, b) => b - a);
}
