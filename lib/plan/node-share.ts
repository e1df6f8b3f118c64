/** A node's own part of the pod network: its share in most plans, blocks where the CNI hands these out by itself. */
import { required } from '../base/required';
import { type Address, type Cidr, type Family, inFamily, mapFamilies, type PerFamily } from '../net';
import type { PlanNode, PlanPod } from './plan';

/**
 * The node's share of the pod network in each family, for whatever keeps to the plan's shares.
 * @throws Error where the plan gives the node none: asking for it is then a bug
 */
export function sharesOf({ name, podCidr }: PlanNode): PerFamily<Cidr> {
  return required(podCidr, `share of the pod network for ${name} in the plan`);
}

/**
 * The node's share of the pod network in that family.
 * @throws Error where the plan gives the node none: asking for it is then a bug
 */
export function shareOf(node: PlanNode, family: Family): Cidr {
  return inFamily(sharesOf(node), family);
}

/**
 * The first host address of the node's share in each family.
 * @throws Error where the plan gives the node none: asking for it is then a bug
 */
export function gatewaysOf({ name, podGateway }: PlanNode): PerFamily<Address> {
  return required(podGateway, `gateway for the pods of ${name} in the plan`);
}

/**
 * The ranges that the node's pods have addresses of, in that family: its share, or its blocks in the order in which it took them.
 * @throws Error where the plan gives the node none: asking for it is then a bug
 */
export function podRangesOf(node: PlanNode, family: Family): Cidr[] {
  return node.podBlocks?.filter((block) => block.family === family) ?? [shareOf(node, family)];
}

/**
 * The one of these ranges that holds the pod's address, in each family.
 * @throws Error where none does: a plan's pods are in their nodes' ranges
 */
export function rangesWith(node: PlanNode, { address }: PlanPod): PerFamily<Cidr> {
  if (!node.podBlocks) return sharesOf(node);
  return mapFamilies(address, (one) =>
    required(
      node.podBlocks?.find((block) => block.contains(one)),
      `block of ${node.name} with ${one} in the plan`,
    ),
  );
}

/** The address at that place, counted from 0 over all of these ranges. @throws Error where there are not so many */
export function addressAt(ranges: readonly Cidr[], place: number): Address {
  let left = BigInt(place);
  for (const range of ranges) {
    if (left < range.size) return range.at(left);
    left -= range.size;
  }
  throw new Error(`there is no address ${place} in ${ranges.join(', ')}`);
}
