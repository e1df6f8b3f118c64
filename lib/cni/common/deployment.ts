/** What the deployments of several CNIs share. */
import type { Family } from '../../net';
import type { CniChoice, KubeadmChanges, NodeTraffic } from '../cni';

/** Modules for every CNI: containerd's snapshots, bridged packets in the node's rules, connection tracking. */
export const everyNodesModules: readonly string[] = ['overlay', 'br_netfilter', 'nf_conntrack'];

/** Namespaces whose pods use the host's network need it wherever a cluster enforces Pod Security by default. */
export const privileged: Readonly<Record<string, string>> = {
  'pod-security.kubernetes.io/enforce': 'privileged',
};

/** How long a readiness command waits: a small machine pulls about a gigabyte of images first. */
export const readyTimeout = '--timeout=600s';

/** Pods' own packets on the network between the nodes: any protocol, from and to addresses of the pod network. */
export const barePodTraffic: NodeTraffic = { protocol: 'all', purpose: "pods' own packets, un-encapsulated" };

/** Traffic to one TCP port. */
export function tcp(port: number, purpose: string): NodeTraffic {
  return { protocol: 'tcp', ports: { from: port, to: port }, purpose };
}

/** Traffic to one UDP port. */
export function udp(port: number, purpose: string): NodeTraffic {
  return { protocol: 'udp', ports: { from: port, to: port }, purpose };
}

/** Flannel and Calico use the same two ports: one WireGuard device a family, each listening for itself. */
export function wireguardTraffic(families: readonly Family[]): NodeTraffic[] {
  const port: Readonly<Record<Family, number>> = { ipv4: 51820, ipv6: 51821 };
  return families.map((family) =>
    udp(port[family], `WireGuard, ${family === 'ipv4' ? 'IPv4' : 'IPv6'} pods`),
  );
}

/** kube-proxy translates with what the CNI filters with, or not at all where eBPF does it. */
export function kubeProxyLike({ dataPlane }: CniChoice): KubeadmChanges {
  return { kubeProxy: dataPlane === 'ebpf' ? 'disabled' : dataPlane };
}

/**
 * A CNI's own settings for the mode.
 * @throws Error where the CNI lists a mode that its deployment does not know: a bug here, not in the spec
 */
export function settingsOf<T>(table: Readonly<Record<string, T>>, { mode }: CniChoice, cni: string): T {
  const settings = table[mode.name];
  if (settings === undefined) throw new Error(`${cni} has no deployment for its mode ${mode.name}`);
  return settings;
}
