/** Cilium on a real cluster. Read in the chart 1.20.0 (values.yaml, values.schema.json, templates/cilium-configmap.yaml). */

import { required } from '../../base/required';
import { versions } from '../../base/versions';
import type { Plan } from '../../plan';
import type { Chart, CniChoice, Deployment } from '../cni';
import { barePodTraffic, everyNodesModules, readyTimeout, settingsOf, tcp, udp } from '../common/deployment';
import { networkMtu } from '../common/mtu';
import { masquerades, tunnelPort } from '../common/settings';
import { ciliumBlocks } from './address-blocks';

interface Routing {
  /** Absent: native routing, pods' own packets on the network between the nodes. */
  readonly tunnel?: 'vxlan' | 'geneve';
  readonly wireguard?: true;
}

const routings: Readonly<Record<string, Routing>> = {
  vxlan: { tunnel: 'vxlan' },
  geneve: { tunnel: 'geneve' },
  native: {},
  wireguard: { wireguard: true },
};

const namespace = 'kube-system';

function isSwitchedOn(settings: unknown): boolean {
  const data = (settings as { data?: Readonly<Record<string, unknown>> } | null)?.data;
  return data?.['enable-k8s-cluster-network-policy'] === 'true';
}

/** Cilium on real clusters. */
export const ciliumDeployment: Deployment = {
  kubernetes: {
    says: 'end-to-end tests on the releases that were maintained when its own line began; the list was not read for this one',
    source: 'https://docs.cilium.io/en/stable/network/kubernetes/compatibility/',
  },
  agents: ['cilium'],
  enforcesPolicies: true,
  addressBlocks: ciliumBlocks,
  // Since 1.20 by k8sClusterNetworkPolicy.enabled of the chart (Documentation/network/kubernetes/policy.rst).
  clusterPoliciesShown: [
    { resource: 'configmaps', name: 'cilium-config', byAgents: true, says: isSwitchedOn },
  ],
  chart: (plan, choice): Chart => ({
    repository: 'https://helm.cilium.io/',
    name: 'cilium',
    version: versions.cilium,
    namespace,
    namespaceLabels: {},
    values: ciliumValues(plan, choice),
    crds: [],
    manifests: [],
    ready: ['daemonset/cilium', 'deployment/cilium-operator'].map((workload) => [
      ...['--namespace', namespace, 'rollout', 'status', workload, readyTimeout],
    ]),
  }),
  // WireGuard covers what pods send to pods. What they send to nodes, and nodes to them, is not encrypted (nodeEncryption
  // is off, and native routing does not masquerade towards nodes).
  nodeTraffic: (plan, choice) => {
    const { tunnel, wireguard } = settingsOf(routings, choice, 'cilium');
    return [
      tcp(4240, 'health checks between nodes'),
      { protocol: 'icmp', purpose: 'health checks between nodes' },
      ...(tunnel
        ? [udp(tunnelPort(plan, choice.mode), `${tunnel === 'vxlan' ? 'VXLAN' : 'Geneve'} between pods`)]
        : []),
      ...(wireguard ? [udp(51871, 'WireGuard between pods')] : []),
      ...(tunnel ? [] : [barePodTraffic]),
    ];
  },
  kubeadm: ({ dataPlane }) => ({ kubeProxy: dataPlane === 'ebpf' ? 'disabled' : 'iptables' }),
  kernelModules: (choice) => {
    const { tunnel, wireguard } = settingsOf(routings, choice, 'cilium');
    return [
      ...everyNodesModules,
      ...['ip_set', 'xt_set'], // its masquerade rules match a set of the nodes' addresses
      ...(tunnel ? [tunnel] : []),
      ...(wireguard ? ['wireguard'] : []),
    ];
  },
};

/**
 * No `MTU` where the spec asks for none: it is the network's between the nodes, and each node reads it; routes then carry what
 * is left for pods.
 */
function ciliumValues(plan: Plan, choice: CniChoice): Chart['values'] {
  const { wireguard } = settingsOf(routings, choice, 'cilium');
  const { cniSettings } = plan;
  return {
    // The chart's default, cluster-pool, ignores Node.spec.podCIDRs and cuts shares of its own out of 10.0.0.0/8.
    ipam: { mode: 'kubernetes' },
    ...familyValues(plan),
    ...routingValues(plan, choice),
    ...(wireguard && { encryption: { enabled: true, type: 'wireguard', nodeEncryption: false } }),
    ...dataPlaneValues(plan, choice),
    ...devices(plan),
    ...(cniSettings?.tunnelPort !== undefined && { tunnelPort: cniSettings.tunnelPort }),
    ...(cniSettings?.podMtu !== undefined && {
      MTU: networkMtu(plan, required(plan.nodes[0], 'node'), choice.mode),
    }),
    operator: { replicas: 1 }, // two by default, never on one node: the second waits for ever where there is one
    hubble: { enabled: false },
    l7Proxy: false, // and so no Envoy on any node: nothing here asks for layer 7 policy
  };
}

/**
 * The cards that its programs are put on: that of the node network and that of the default route, by which pods leave the
 * cluster. Of the two the agent routes by the one that has the node's address in Kubernetes.
 */
function devices({ nodeCard, cards = [] }: Plan): object {
  if (nodeCard === undefined) return {};
  const leaves = cards.flatMap(({ name, defaultRoute }) => (defaultRoute ? [name] : []));
  return { devices: [...new Set([nodeCard, ...leaves])] };
}

/** The agent waits for its node's shares instead of starting without. */
function familyValues(plan: Plan): object {
  const [ipv4, ipv6] = [plan.families.includes('ipv4'), plan.families.includes('ipv6')];
  return {
    ...(!ipv4 && { ipv4: { enabled: false } }),
    ipv6: { enabled: ipv6 },
    k8s: { requireIPv4PodCIDR: ipv4, requireIPv6PodCIDR: ipv6 },
    enableIPv4Masquerade: ipv4 && masquerades(plan),
    enableIPv6Masquerade: ipv6 && masquerades(plan),
  };
}

/**
 * Native routing: without the routing CIDRs Cilium masquerades from pod to pod, and the template notices that for IPv4
 * only where masquerading is switched on by name. Direct routes need the other node on the same segment; across zones the
 * agent must skip the others (it would report an error) and leave them to the subnets' router.
 */
function routingValues(plan: Plan, choice: CniChoice): object {
  const { tunnel } = settingsOf(routings, choice, 'cilium');
  const alone = plan.families.includes('ipv4') ? {} : { underlayProtocol: 'ipv6' };
  if (tunnel) return { routingMode: 'tunnel', tunnelProtocol: tunnel, ...alone };
  return {
    routingMode: 'native',
    autoDirectNodeRoutes: true,
    directRoutingSkipUnreachable: plan.zones.length > 1 || plan.zones.some(({ layer2 }) => layer2 === false),
    ...(plan.podCidr.ipv4 && { ipv4NativeRoutingCIDR: `${plan.podCidr.ipv4}` }),
    ...(plan.podCidr.ipv6 && { ipv6NativeRoutingCIDR: `${plan.podCidr.ipv6}` }),
  };
}

/** In place of kube-proxy the agent needs the API server's own address: the Service for it is the agent's to provide. */
function dataPlaneValues(plan: Plan, { dataPlane }: CniChoice): object {
  if (dataPlane !== 'ebpf') return { kubeProxyReplacement: 'false', bpf: { masquerade: false } };
  return {
    kubeProxyReplacement: 'true',
    k8sServiceHost: `${plan.apiEndpoint.address}`,
    k8sServicePort: `${plan.apiEndpoint.port}`,
    bpf: { masquerade: masquerades(plan) },
  };
}
