/** Nodes that have their addresses: a list of all of them, in place of two counts and addresses that follow from positions. */
import type { Address, Family } from '../../net';
import type { NodeRole } from '../plan';

/** What a list says of one of its nodes. */
export interface GivenNode {
  readonly name: string;
  /** @default as its name says, where it is control-plane-N or worker-N */
  readonly role?: NodeRole;
  /** Name of its zone. @default the one whose network has its address */
  readonly zone?: string;
  readonly address?: Address;
  readonly addressIPv6?: Address;
}

/** Whether it is such a list: an entry says what only lists of all nodes say. */
export function areGiven(nodes: readonly GivenNode[]): boolean {
  return nodes.some((node) => [node.role, node.zone, node.address, node.addressIPv6].some(isSaid));
}

const isSaid = (value: unknown) => value !== undefined;

/** The node's address in that family. */
export function givenAddress({ address, addressIPv6 }: GivenNode, family: Family): Address | undefined {
  return family === 'ipv4' ? address : addressIPv6;
}

/** What the node does; undefined where neither list nor name says it. */
export function givenRole({ name, role }: GivenNode): NodeRole | undefined {
  if (role !== undefined) return role;
  const [, said] = /^(control-plane|worker)-[1-9]\d*$/.exec(name) ?? [];
  return said as NodeRole | undefined;
}

/** How many nodes of each role a list has; undefined where it is no list of all nodes. */
export function givenCounts(
  nodes: readonly GivenNode[],
): { readonly controlPlanes: number; readonly workers: number } | undefined {
  if (!areGiven(nodes)) return undefined;
  const controlPlanes = nodes.filter((node) => givenRole(node) === 'control-plane').length;
  return { controlPlanes, workers: nodes.length - controlPlanes };
}
