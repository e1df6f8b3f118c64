import type { Plan, PlanNode } from '../plan';
import { type ClusterNode, inOrder } from './cluster-node';

/**
 * Which node of a plan a cluster's node is: the one of its name, or, where a cluster names its nodes in its own way (kind,
 * Minikube), the one of its role and place.
 */
export function planNodeOf(plan: Plan, nodes: readonly ClusterNode[]): Map<string, PlanNode> {
  const named = new Map(plan.nodes.map((node) => [node.name, node]));
  if (nodes.some(({ name }) => named.has(name)))
    return new Map(nodes.flatMap(({ name }) => (named.has(name) ? [[name, named.get(name)!]] : [])));
  const pairs = (['control-plane', 'worker'] as const).flatMap((role) => {
    const planned = plan.nodes.filter((node) => node.role === role);
    return inOrder(nodes.filter((node) => node.role === role)).flatMap((node, i): [string, PlanNode][] =>
      planned[i] ? [[node.name, planned[i]]] : [],
    );
  });
  return new Map(pairs);
}
