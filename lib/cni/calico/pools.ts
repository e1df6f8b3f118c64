/**
 * One pool of addresses per node and family: the only form that keeps the plan with every encapsulation. One pool for
 * all would hand its blocks to the nodes in the order of their first pod; reading Node.spec.podCIDR (HostLocal) is
 * refused with VXLAN (operator validation.go). Since a pool selects its node alone, no other node can borrow from it.
 */
import type { Cidr } from '../../net';
import { type Plan, shareOf } from '../../plan';
import { blockPrefix } from './blocks';
import type { CalicoSettings, Encapsulation } from './encapsulation';

/** As many as the Installation object takes (operator api/v1/installation_types.go, MaxItems). */
const mostInInstallation = 25;

/** A pool of addresses for one node's pods. */
export interface Pool {
  readonly name: string;
  readonly cidr: Cidr;
  /** Prefix length of the part of the pool that a node takes at once, and has one route for. */
  readonly blockSize: number;
  readonly encapsulation: Encapsulation;
  readonly nodeSelector: string;
}

/** Where pools are written: in the values of the chart, or beside it. */
export interface PlacedPools {
  /** For `installation.calicoNetwork.ipPools`, in the operator's own terms. */
  readonly values: readonly Readonly<Record<string, unknown>>[];
  /** Objects to apply beside the chart. */
  readonly manifests: readonly Readonly<Record<string, unknown>>[];
}

/** Pools of all nodes, control planes included: a node without one has neither a tunnel address nor pods. */
export function poolsOf(plan: Plan, encapsulation: CalicoSettings['encapsulation']): Pool[] {
  return plan.nodes.flatMap((node) =>
    plan.families.map((family) => ({
      name: `${node.name}-${family}`,
      cidr: shareOf(node, family),
      blockSize: blockPrefix(shareOf(node, family)),
      encapsulation: encapsulation[family],
      // kubelet's label is the name that kubeadm registers the node by.
      nodeSelector: `kubernetes.io/hostname == "${node.name}"`,
    })),
  );
}

/** More than the Installation takes go beside it; its empty list, unlike none, means "create no pool, wait for them". */
export function placePools(pools: readonly Pool[]): PlacedPools {
  return pools.length <= mostInInstallation
    ? { values: pools.map(installationPool), manifests: [] }
    : { values: [], manifests: pools.map(poolObject) };
}

/** A pool in a line for people. */
export function poolLine({ name, cidr, blockSize: size, encapsulation }: Pool): string {
  return `pool ${name} ${cidr}, blocks of /${size}, encapsulation ${encapsulation}`;
}

/** `natOutgoing` is spelt out since the operator's default differs: enabled for IPv4, disabled for IPv6. */
function installationPool(pool: Pool): Readonly<Record<string, unknown>> {
  return {
    name: pool.name,
    cidr: `${pool.cidr}`,
    blockSize: pool.blockSize,
    encapsulation: pool.encapsulation,
    natOutgoing: 'Enabled',
    nodeSelector: pool.nodeSelector,
  };
}

/** In the group of the definitions: projectcalico.org/v3 needs Calico's API server, which is off here. */
function poolObject(pool: Pool): Readonly<Record<string, unknown>> {
  return {
    apiVersion: 'crd.projectcalico.org/v1',
    kind: 'IPPool',
    metadata: { name: pool.name },
    spec: {
      cidr: `${pool.cidr}`,
      blockSize: pool.blockSize,
      ...tunnelModes(pool.encapsulation),
      natOutgoing: true,
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
