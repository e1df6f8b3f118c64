/** A node's own part of the pod network. A plan has one for every node, save where the CNI hands out blocks by itself. */
import { required } from '../base/required';
import { type Address, type Cidr, type Family, inFamily, type PerFamily } from '../net';
import type { PlanNode } from './plan';

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
