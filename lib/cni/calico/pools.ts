/**
 * One pool of addresses per node and family: the only form that keeps the plan with every encapsulation. One pool for
 * all would hand its blocks to the nodes in the order of their first pod; reading Node.spec.podCIDR (HostLocal) is
 * refused with VXLAN (operator validation.go). Since a pool selects its node alone, no other node can borrow from it.
 *
 * They are objects beside the chart, never values of it: the operator makes the pools of its values while there are none, so
 * that an error after the first leaves it degraded for good, and it takes no more than 25 (api/v1/installation_types.go).
 */
import { type Cidr, type Family, inFamily } from '../../net';
import { type Plan, shareOf } from '../../plan';
import { masquerades } from '../common/settings';
import { blockPrefix } from './blocks';
import type { CalicoSettings, Encapsulation } from './encapsulation';

/** A pool of addresses for one node's pods. */
export interface Pool {
  readonly name: string;
  readonly cidr: Cidr;
  /** Prefix length of the part of the pool that a node takes at once, and has one route for. */
  readonly blockSize: number;
  readonly encapsulation: Encapsulation;
  /** Whether what leaves all pools gets its node's address. */
  readonly natOutgoing: boolean;
  readonly nodeSelector: string;
}

/** The pools' ranges: each node's share, or the whole pod network where nodes take blocks of it as they need them. */
export function poolRanges({ nodes, podCidr }: Plan, family: Family): Cidr[] {
  return nodes.some(({ podBlocks }) => podBlocks)
    ? [inFamily(podCidr, family)]
    : nodes.map((node) => shareOf(node, family));
}

/** Pools of all nodes, control planes included: a node without one has neither a tunnel address nor pods. */
export function poolsOf(plan: Plan, encapsulation: CalicoSettings['encapsulation']): Pool[] {
  return plan.nodes.flatMap((node) =>
    plan.families.map((family) => ({
      name: `${node.name}-${family}`,
      cidr: shareOf(node, family),
      blockSize: blockPrefix(shareOf(node, family)),
      encapsulation: encapsulation[family],
      natOutgoing: masquerades(plan),
      // kubelet's label is the name that kubeadm registers the node by.
      nodeSelector: `kubernetes.io/hostname == "${node.name}"`,
    })),
  );
}

/** A pool in a line for people. */
export function poolLine({ name, cidr, blockSize: size, encapsulation }: Pool): string {
  return `pool ${name} ${cidr}, blocks of /${size}, encapsulation ${encapsulation}`;
}

/** As an object, in the group of the definitions: projectcalico.org/v3 needs Calico's API server, which is off here. */
export function poolObject(pool: Pool): Readonly<Record<string, unknown>> {
  return {
    apiVersion: 'crd.projectcalico.org/v1',
    kind: 'IPPool',
    metadata: { name: pool.name },
    spec: {
      cidr: `${pool.cidr}`,
      blockSize: pool.blockSize,
      ...tunnelModes(pool.encapsulation),
      natOutgoing: pool.natOutgoing,
      nodeSelector: pool.nodeSelector,
      allowedUses: ['Workload', 'Tunnel'],
    },
  };
}

/** The two words that IPPool objects have for what the operator calls encapsulation. */
function tunnelModes(encapsulation: Encapsulation): {
  readonly ipipMode: string;
  readonly vxlanMode: string;
} {
  const extent = encapsulation.endsWith('CrossSubnet') ? 'CrossSubnet' : 'Always';
  return {
    ipipMode: encapsulation.startsWith('IPIP') ? extent : 'Never',
    vxlanMode: encapsulation.startsWith('VXLAN') ? extent : 'Never',
  };
}
