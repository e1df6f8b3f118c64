import { required } from '../base/required';
import { TargetError } from '../base/target-error';
import { type Address, type Cidr, type Family, type PerFamily, perFamily } from '../net';
import type { ClusterNode } from './cluster-node';

/** A node with its two pods of the probes: one serves, one asks. */
export interface ProbedNode {
  readonly node: ClusterNode;
  readonly server: Partial<PerFamily<Address>>;
  readonly client: Partial<PerFamily<Address>>;
}

/** Whether each pod is in its node's share or blocks: some CNIs hand out addresses by themselves. */
export function podsInShares(nodes: readonly ProbedNode[]): boolean {
  return nodes.every(({ node, server, client }) =>
    [server, client].every((pod) =>
      (['ipv4', 'ipv6'] as const).every(
        (family) => !pod[family] || rangesOf(node, family).some((range) => range.contains(pod[family]!)),
      ),
    ),
  );
}

/** What the node's pods have addresses of, as far as that is known. */
export function rangesOf({ podCidr, podBlocks }: ClusterNode, family: Family): Cidr[] {
  return (podBlocks ?? [podCidr[family]]).filter((range) => range?.family === family) as Cidr[];
}

/** The node's share; undefined where it has none, or the CNI does not go by it. */
export function ownShare(probed: ProbedNode, families: readonly Family[]): PerFamily<Cidr> | undefined {
  const { podCidr, podBlocks } = probed.node;
  const whole = !podBlocks && families.every((family) => podCidr[family]) && podsInShares([probed]);
  return whole ? perFamily(families, (family) => required(podCidr[family], family)) : undefined;
}

/** A family counts where every pod has it. IPv4 must be one: the results' plan has no IPv6 alone. */
export function sharedFamilies(nodes: readonly ProbedNode[]): Family[] {
  const has = (family: Family) => nodes.every(({ server, node }) => server[family] && node.address[family]);
  if (!has('ipv4'))
    throw new TargetError(
      'not every node and pod of the cluster has an IPv4 address',
      'Use a cluster with IPv4 or with both families; IPv6 alone is not supported yet',
    );
  return has('ipv6') ? ['ipv4', 'ipv6'] : ['ipv4'];
}
