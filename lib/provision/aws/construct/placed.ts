import type { PlanNode } from '../../../plan';
import type { Instance } from '../provider';
import type { NodeRoles } from './node-roles';

/** A node and its instance. */
export interface PlacedMachine {
  readonly node: PlanNode;
  readonly instance: Instance;
}

/** Ids of the instances by node. */
export function idsOf(machines: readonly PlacedMachine[]): Record<string, string> {
  return Object.fromEntries(machines.map(({ node, instance }) => [node.name, instance.id]));
}

/** IAM's aws:userid of each machine, by node: the name that it writes under, in the bucket. */
export function selvesOf(machines: readonly PlacedMachine[], roles: NodeRoles): Record<string, string> {
  return Object.fromEntries(
    machines.map(({ node, instance }) => [node.name, `${roles.of(node.role).id}:${instance.id}`]),
  );
}
