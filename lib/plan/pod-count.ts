/** How many pods the lab runs on all nodes, or how many of a cluster's were probed. */
export function podCount({
  nodes,
}: {
  readonly nodes: readonly { readonly pods: readonly unknown[] }[];
}): number {
  return nodes.reduce((sum, { pods }) => sum + pods.length, 0);
}
