/** A node's own part of the pod network. A plan has one for every node, save where the CNI hands out blocks by itself. */
import { type Address, type Cidr, type Family, inFamily, type PerFamily } from '../net';
import type { PlanNode } from './plan';

/**
 * The node's share of the pod network in each family, for whatever keeps to the plan's shares.
 * @throws Error where the plan gives the node none: asking for it is then a bug
 */
export function sharesOf({ name, podCidr }: PlanNode): PerFamily<Cidr> {
  return required(podCidr, name);
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
  return required(podGateway, name);
}

function required<T>(values: PerFamily<T> | undefined, node: string): PerFamily<T> {
  if (values === undefined) throw new Error(`the plan gives ${node} no share of the pod network`);
  return values;
}
