/**
 * What Cilium can do. Read in the sources of its documentation (cilium/cilium, Documentation) and in values.yaml of the
 * chart 1.20.0. Settings are values of that chart.
 */
import { versions } from '../../base/versions';
import { type Capabilities, type Cell, type CellMaker, cellMaker } from '../capabilities';
import type { CniChoice } from '../cni';

const { yes, partly, no, kernel, unverified }: CellMaker = cellMaker(
  versions.cilium,
  (page) => `https://docs.cilium.io/en/stable/${page}/`,
);

const chartValues = 'https://github.com/cilium/cilium/blob/main/install/kubernetes/cilium/values.yaml';
const routing = 'network/concepts/routing';
const requirements = 'operations/system_requirements';
const wireguardPage = 'security/network/encryption-wireguard';

/** A cell for every capability. */
export function ciliumCapabilities(choice: CniChoice): Capabilities {
  const ebpf = choice.dataPlane === 'ebpf';
  return {
    ...policies,
    ...encryptions(choice),
    ...networks(choice),
    'kube-proxy-replacement': ebpf
      ? yes('network/kubernetes/kubeproxy-free')
      : no('network/kubernetes/kubeproxy-free', 'its data plane ebpf does'),
    'flow-logs': yes('overview/intro', { setting: 'hubble.enabled=true' }),
    'egress-gateway': ebpf
      ? yes('network/egress-gateway/egress-gateway', {
          setting: 'egressGateway.enabled=true',
          note: 'not with several clusters',
        })
      : no('network/egress-gateway/egress-gateway', 'it takes the data plane ebpf'),
    bgp: yes('network/bgp-control-plane/bgp-control-plane', { setting: 'bgpControlPlane.enabled=true' }),
    'load-balancer': yes('network/lb-ipam', {
      setting: 'a pool of addresses, and BGP or l2announcements.enabled=true to announce it',
    }),
    'multi-cluster': yes('network/clustermesh/intro', { setting: 'clustermesh.useAPIServer=true' }),
    windows: no(requirements, 'nodes run Linux'),
    managed: managed(choice),
    kernel: kernel('5.10', requirements, 'or 4.18 of RHEL 8.10'),
  };
}

const policies = {
  policies: yes('network/kubernetes/policy'),
  'cluster-policies': yes('network/kubernetes/policy', {
    note: 'CiliumClusterwideNetworkPolicy; ClusterNetworkPolicy of Kubernetes by k8sClusterNetworkPolicy.enabled=true',
  }),
  'host-policies': yes('security/host-firewall', { setting: 'hostFirewall.enabled=true' }),
  'host-network-peers': no(
    'security/policy/layer3',
    'they are the entities host and remote-node; ipBlock means nodes by policyCIDRMatchMode=nodes',
  ),
  'l7-policies': yes('security/policy/layer7', { setting: 'l7Proxy=true' }),
  'fqdn-policies': yes(requirements, { setting: 'l7Proxy=true' }),
} satisfies Partial<Capabilities>;

/** `encryption.type` has one value: WireGuard's mode has no IPsec. */
function encryptions({ mode }: CniChoice) {
  if (mode.name === 'wireguard')
    return {
      encryption: yes(wireguardPage, { note: "packets to another node's pods; those to nodes are not" }),
      ipsec: no(chartValues, 'one kind of encryption at a time'),
    } satisfies Partial<Capabilities>;
  return {
    encryption: no(wireguardPage, 'its mode wireguard encrypts'),
    ipsec: yes('security/network/encryption-ipsec', {
      setting: 'encryption.enabled=true, encryption.type=ipsec',
      note: 'a Secret holds the key; not with policies for nodes, and not with IPv6 only',
    }),
  } satisfies Partial<Capabilities>;
}

function networks({ mode }: CniChoice) {
  const inTunnel = mode.barePods === 'never';
  return {
    'dual-stack': yes(chartValues),
    'ipv6-only': ipv6Only(mode.name, inTunnel),
    zones: inTunnel
      ? yes(routing)
      : partly(routing, "where the routers between the zones know each node's pods"),
    'un-encapsulated': inTunnel
      ? no(routing, 'every packet between nodes is in a tunnel')
      : mode.name === 'wireguard'
        ? partly(wireguardPage, 'from pods to nodes and back; pod to pod in WireGuard')
        : yes(routing, {
            note: 'between zones the routers must know pods; a cloud must not check source and destination',
          }),
  } satisfies Partial<Capabilities>;
}

function ipv6Only(mode: string, inTunnel: boolean): Cell {
  if (mode === 'wireguard') return unverified('no page says whether WireGuard works without IPv4');
  if (!inTunnel) return yes(chartValues, { setting: 'ipv4.enabled=false' });
  return yes(routing, { since: '1.18', setting: 'ipv4.enabled=false, underlayProtocol=ipv6' });
}

function managed({ mode }: CniChoice): Cell {
  if (mode.name === 'vxlan')
    return partly(
      'https://docs.aws.amazon.com/eks/latest/userguide/hybrid-nodes-cni.html',
      "AWS supports its own builds of 1.17 and 1.18 on EKS Hybrid Nodes, not on the cloud's nodes",
    );
  if (mode.name === 'native')
    return partly(
      'https://github.com/Azure/azure-container-networking/blob/master/docs/cilium.md',
      "Azure runs its data plane under Azure's own networking",
    );
  return unverified('no provider that offers this mode was found');
}
