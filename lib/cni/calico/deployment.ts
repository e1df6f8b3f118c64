/** Calico on a real cluster: what nodes must let in from one another, and load. Its chart is in chart.ts. */
import type { Plan } from '../../plan';
import type { Announced, CniChoice, Deployment, NodeTraffic, Shown } from '../cni';
import {
  barePodTraffic,
  everyNodesModules,
  kubeProxyLike,
  tcp,
  udp,
  wireguardTraffic,
} from '../common/deployment';
import { calicoBlocks } from './address-blocks';
import { calicoChart } from './chart';
import { calicoSettings, encapsulationsOf } from './encapsulation';
import { vxlanPort } from './names';

/** The tier that it keeps such policies in (network-policy/policy-tiers/tiered-policy), made by versions that know them. */
const clusterPoliciesShown: readonly Shown[] = ['tiers.crd.projectcalico.org', 'tiers.projectcalico.org'].map(
  (resource) => ({ resource, name: 'kube-admin' }),
);

/** Calico on real clusters. */
export const calicoDeployment: Deployment = {
  kubernetes: {
    ...{ from: '1.35', to: '1.37', says: 'tested on these' },
    source: 'https://docs.tigera.io/calico/latest/getting-started/kubernetes/requirements',
  },
  agents: ['calico-node'],
  announcedBy: calicoAnnounced,
  enforcesPolicies: true,
  addressBlocks: calicoBlocks,
  clusterPoliciesShown,
  chart: calicoChart,
  nodeTraffic: calicoTraffic,
  kubeadm: kubeProxyLike,
  kernelModules: (choice) => {
    const { encapsulation, wireguard } = calicoSettings(choice);
    return [
      ...everyNodesModules,
      ...(choice.dataPlane === 'nftables' ? ['nf_tables'] : ['ip_set', 'xt_set']),
      'vxlan', // for VXLAN pools, for IPv6 beside IPIP, and for what eBPF forwards
      ...(encapsulation.ipv4.startsWith('IPIP') ? ['ipip'] : []),
      ...(wireguard ? ['wireguard'] : []),
    ];
  },
};

/** What calico-node writes to its Node (libcalico-go, k8s/resources/node.go): its address with the subnet's length. */
function calicoAnnounced(annotations: Readonly<Record<string, string>>): Announced | undefined {
  const of = (family: string) => annotations[`projectcalico.org/${family}Address`]?.split('/')[0];
  const [ipv4, ipv6] = [of('IPv4'), of('IPv6')];
  if (ipv4 === undefined && ipv6 === undefined) return undefined;
  return { address: { ...(ipv4 && { ipv4 }), ...(ipv6 && { ipv6 }) } };
}

/** Only what the values enable: no metrics, no Goldmane; Felix' health port listens on the node itself. */
function calicoTraffic(plan: Plan, choice: CniChoice): NodeTraffic[] {
  const { bgp, wireguard } = calicoSettings(choice);
  const uses = (start: string) => encapsulationsOf(plan, choice).some((name) => name.startsWith(start));
  const bare = encapsulationsOf(plan, choice).some((name) => name === 'None' || name.endsWith('CrossSubnet'));
  return [
    tcp(5473, 'Typha, which distributes what each node must know of the others'),
    ...(bgp ? [tcp(179, 'BGP between all nodes')] : []),
    ...vxlanTraffic(plan.cniSettings?.tunnelPort ?? vxlanPort, uses('VXLAN'), choice),
    ...(uses('IPIP') ? [{ protocol: 'ipip', purpose: 'IP in IP between pods' } as const] : []),
    ...(wireguard ? wireguardTraffic(plan.families) : []),
    ...(bare ? [barePodTraffic] : []),
  ];
}

/**
 * With eBPF a node wraps what reached its NodePort for a pod elsewhere in VXLAN, whatever the pods use between them
 * (projectcalico/calico felix/design/bpf-services.md).
 */
function vxlanTraffic(port: number, betweenPods: boolean, { dataPlane }: CniChoice): NodeTraffic[] {
  if (betweenPods) return [udp(port, 'VXLAN between pods')];
  return dataPlane === 'ebpf' ? [udp(port, 'VXLAN for Services that eBPF forwards')] : [];
}
