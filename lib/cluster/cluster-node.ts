import type { Node } from 'kubernetes-types/core/v1';
import { Address, Cidr, type Family, type PerFamily } from '../net';
import type { NodeRole } from '../plan';
import { instanceTypeLabel, zoneLabel } from './words';

/** A node as the API knows it. */
export interface ClusterNode {
  readonly name: string;
  readonly role: NodeRole;
  /** Label topology.kubernetes.io/zone. @default a */
  readonly zone: string;
  /** InternalIP, the first of each family. */
  readonly address: Partial<PerFamily<Address>>;
  /** spec.podCIDRs by family; where a CNI hands out others, the blocks that it says. */
  readonly podCidr: Partial<PerFamily<Cidr>>;
  /** The CNI's own blocks, where it gave the node several of a family. @default its pods are in podCidr */
  readonly podBlocks?: readonly Cidr[];
  /** Whether these are the CNI's own blocks instead, of which it may take more. @default false */
  readonly byBlocks?: true;
  /** Port that its kubelet listens on, as it says. @default it does not say */
  readonly kubeletPort?: number;
  readonly ready: boolean;
  /** Why it is not Ready. */
  readonly notReadyBecause?: string;
  /** Whether its kubelet no longer reports: nothing can be started there. */
  readonly silent: boolean;
  /** Why the node is marked as without a network (condition NetworkUnavailable). @default it is not */
  readonly withoutNetwork?: string;
  readonly linux: boolean;
  readonly kernel: string;
  /** Such as m5.large, where a cloud's controller says it. */
  readonly instanceType?: string;
  /** Name of its placement group, empty where it is in none; the API says nothing of it. @default not known */
  readonly placementGroup?: string;
  /** Such as containerd://2.1.4. */
  readonly containerRuntime?: string;
  readonly osImage?: string;
  /** No two clusters have a node of the same. */
  readonly uid?: string;
  /** Whether AWS' cloud controller says that it is an EC2 instance. */
  readonly onEc2: boolean;
}

/** A node that has one of them is a control plane. */
export const controlPlaneLabels = ['node-role.kubernetes.io/control-plane', 'node-role.kubernetes.io/master'];

/** A node from its object in the API. */
export function clusterNode({ metadata, spec, status }: Node): ClusterNode {
  const labels = metadata?.labels ?? {};
  const condition = (of: string) => status?.conditions?.find(({ type }) => type === of);
  const ready = condition('Ready');
  const unavailable = condition('NetworkUnavailable');
  return {
    name: metadata?.name ?? '',
    role: controlPlaneLabels.some((label) => label in labels) ? 'control-plane' : 'worker',
    zone: labels[zoneLabel] || 'a',
    address: byFamily(
      (status?.addresses ?? []).filter(({ type }) => type === 'InternalIP').map(({ address }) => address),
      Address.parse,
    ),
    podCidr: byFamily(spec?.podCIDRs ?? [], Cidr.parse),
    kubeletPort: status?.daemonEndpoints?.kubeletEndpoint?.Port || undefined,
    ready: ready?.status === 'True',
    notReadyBecause: ready?.status === 'True' ? undefined : (ready?.message ?? ready?.reason ?? 'no status'),
    silent: ready === undefined || ready.status === 'Unknown',
    ...(unavailable?.status === 'True' && {
      withoutNetwork: [unavailable.reason, unavailable.message].filter(Boolean).join(': ') || 'no reason',
    }),
    linux: (labels['kubernetes.io/os'] ?? 'linux') === 'linux',
    kernel: status?.nodeInfo?.kernelVersion ?? '',
    instanceType: labels[instanceTypeLabel] || undefined,
    containerRuntime: status?.nodeInfo?.containerRuntimeVersion || undefined,
    osImage: status?.nodeInfo?.osImage || undefined,
    uid: metadata?.uid,
    onEc2: spec?.providerID?.startsWith('aws://') ?? false,
  };
}

/** The first of each family. */
export function byFamily<T extends { readonly family: Family }>(
  texts: readonly string[],
  parse: (text: string) => T,
): Partial<Record<Family, T>> {
  const values: Partial<Record<Family, T>> = {};
  for (const text of texts) {
    const value = parse(text);
    values[value.family] ??= value;
  }
  return values;
}

/** In the order that people count in: control planes first, `worker2` before `worker10`. */
export function inOrder<T extends Pick<ClusterNode, 'name' | 'role'>>(nodes: readonly T[]): T[] {
  const rank = { 'control-plane': 0, worker: 1 };
  return [...nodes].sort(
    (a, b) =>
      rank[a.role] - rank[b.role] ||
      a.name.localeCompare(b.name, 'en', { numeric: true, sensitivity: 'base' }),
  );
}
