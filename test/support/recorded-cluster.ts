import type { Node } from 'kubernetes-types/core/v1';
import { byFamily, clusterNode, inOrder } from '../../lib/cluster/cluster-node';
import { clusterPlan } from '../../lib/cluster/cluster-plan';
import { type ClusterReading, clusterReading } from '../../lib/cluster/state/cluster-reading';
import { cnis } from '../../lib/cni';
import { Address, Cidr, valuesOf } from '../../lib/net';
import type { Plan } from '../../lib/plan';
import type { Capture } from '../../lib/state/capture/capture';
import { recorded } from './captures';

/** A plan of a recorded cluster: its nodes, and two pods of each, those that were captured first. */
export function planOf(name: string): Plan {
  const { cluster, captures } = recorded(name);
  const captured = new Set(captures.flatMap(({ pods = [] }) => pods.map(({ pod }) => pod)));
  const nodes = inOrder(cluster.nodes.map((node) => clusterNode(node as unknown as Node)));
  const probed = nodes.map((known, place) => {
    const node = { ...known, podCidr: { ipv4: Cidr.parse(`10.244.${place}.0/24`), ...known.podCidr } };
    const pods = cluster.pods
      .filter((pod) => pod.node === node.name && !pod.hostNetwork && /^idle/.test(pod.name))
      .sort((a, b) => Number(captured.has(b.name)) - Number(captured.has(a.name)));
    const none = byFamily(
      valuesOf(node.podCidr).map((share) => `${share?.at(2)}`),
      Address.parse,
    );
    const [server = none, client = server] = pods
      .filter(({ podIPs }) => podIPs.length > 0)
      .map(({ podIPs }) => byFamily(podIPs, Address.parse));
    return { node, server, client };
  });
  const dual = cluster.ipFamily === 'dual';
  const plan = clusterPlan({
    name,
    nodes: probed,
    podCidr: {
      ipv4: Cidr.parse('10.244.0.0/16'),
      ...(dual && { ipv6: Cidr.parse('fd00:10:244::/48') }),
    },
    seenServices: { ipv4: Cidr.parse('10.96.0.0/12'), ...(dual && { ipv6: Cidr.parse('fd00:10:96::/112') }) },
    underlayMtu: 1500,
  });
  const hasPods = (node: string) =>
    cluster.pods.some((pod) => pod.node === node && /^idle/.test(pod.name) && pod.podIPs.length > 0);
  return { ...plan, nodes: plan.nodes.map((node) => (hasPods(node.name) ? node : { ...node, pods: [] })) };
}

/** What the captures of a recorded cluster say against the state that its CNI computes. */
export function readingOf(
  name: string,
  { captures = recorded(name).captures, cniName }: { captures?: readonly Capture[]; cniName?: string } = {},
): ClusterReading {
  const { cluster } = recorded(name);
  const cni = cnis.find((one) => one.name === (cniName ?? cluster.cni))!;
  const mode = cni.modes.find((one) => one.name === cluster.mode) ?? cni.modes[0]!;
  const dataPlane = cni.dataPlanes.find((one) => one === cluster.dataPlane) ?? cni.dataPlanes[0]!;
  return clusterReading({ plan: planOf(name), cni, choice: { mode, dataPlane } }, captures, name);
}
