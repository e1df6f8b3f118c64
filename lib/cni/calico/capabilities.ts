/**
 * What Calico Open Source can do. Read in its documentation as it was when the pinned version came out (tigera/docs,
 * folder calico, August 2026); what only its commercial editions have, it has not.
 */
import { versions } from '../../base/versions';
import { type Capabilities, type Cell, type CellMaker, cellMaker, type KernelCell } from '../capabilities';
import type { CniChoice } from '../cni';
import { kubeProxyNftables } from '../common/kernel-floors';
import { calicoSettings } from './encapsulation';

const { yes, partly, no, kernel, unverified }: CellMaker = cellMaker(
  versions.calico,
  (page) => `https://docs.tigera.io/calico/latest/${page}`,
);

const encryption = 'network-policy/encrypt-cluster-pod-traffic';
const families = 'networking/ipam/ipv6';
const overlays = 'networking/configuring/vxlan-ipip';
const bgpPage = 'networking/configuring/bgp';
const ebpfPage = 'operations/ebpf/install';
const commercial = no('about/calico-product-editions', 'in the commercial editions only');

/** A cell for every capability. */
export function calicoCapabilities(choice: CniChoice): Capabilities {
  const { bgp, wireguard } = calicoSettings(choice);
  return {
    ...policies,
    ...networks(choice),
    encryption: wireguard
      ? yes(encryption, { note: "packets to another node's pods; of IPv6 its page says both yes and no" })
      : no(encryption, 'its mode wireguard encrypts'),
    ipsec: no(encryption, 'WireGuard is what it encrypts with'),
    'kube-proxy-replacement':
      choice.dataPlane === 'ebpf' ? yes(ebpfPage) : no(ebpfPage, 'its data plane ebpf does'),
    'flow-logs': yes('observability/enable-whisker', {
      since: '3.30',
      setting: 'goldmane.enabled=true, whisker.enabled=true',
      note: 'its makers call it a technology preview',
    }),
    'egress-gateway': commercial,
    bgp: bgp
      ? yes(bgpPage, { setting: 'a BGPPeer for each router' })
      : no(overlays, 'BGP is off in modes of VXLAN; bgp, ipip and ipip-cross-subnet have it'),
    'load-balancer': loadBalancer(choice),
    'multi-cluster': commercial,
    windows: windows(choice),
    managed: partly(
      'getting-started/kubernetes/managed-public-cloud/aks',
      "Azure runs it for policies, beside Azure's own networking",
    ),
    kernel: oldestKernel(choice),
  };
}

const policies = {
  policies: yes('network-policy/get-started/kubernetes-policy/kubernetes-network-policy'),
  'cluster-policies': yes('network-policy/policy-tiers/tiered-policy', {
    note: 'GlobalNetworkPolicy, and ClusterNetworkPolicy of Kubernetes',
  }),
  'host-policies': yes('network-policy/hosts/protect-hosts', { setting: 'a HostEndpoint for each node' }),
  'host-network-peers': no(
    'https://github.com/projectcalico/calico/blob/master/libcalico-go/lib/backend/k8s/conversion/conversion.go',
    'they are no workload endpoints: ipBlock with the address that their node sends from means them',
  ),
  'l7-policies': partly(
    'network-policy/istio/app-layer-policy',
    'for pods in an Istio service mesh, which is installed besides',
  ),
  'fqdn-policies': commercial,
} satisfies Partial<Capabilities>;

function ipv6Only(choice: CniChoice): Cell {
  if (calicoSettings(choice).encapsulation.ipv4.startsWith('IPIP'))
    return no(overlays, 'IP in IP carries IPv4 only');
  if (choice.dataPlane === 'ebpf')
    return unverified('for eBPF the operator looks for an IPv4 address of each node, whatever the pools are');
  return yes(families);
}

function networks(choice: CniChoice) {
  const { mode } = choice;
  const ipip = calicoSettings(choice).encapsulation.ipv4.startsWith('IPIP');
  return {
    'dual-stack': yes(families, ipip ? { note: 'IPv6 goes by VXLAN: IP in IP carries IPv4 only' } : {}),
    'ipv6-only': ipv6Only(choice),
    zones:
      mode.name === 'bgp'
        ? partly(bgpPage, "where the routers between the zones learn each node's pods, by BGP or by routes")
        : yes(overlays),
    'un-encapsulated': {
      never: no(overlays, 'every packet between nodes is in a tunnel'),
      'same-subnet': partly(overlays, 'inside a subnet; between subnets in a tunnel'),
      always: yes(overlays, {
        note: 'between zones the routers must know pods; a cloud must not check source and destination',
      }),
    }[mode.barePods],
  } satisfies Partial<Capabilities>;
}

function loadBalancer(choice: CniChoice): Cell {
  const page = 'networking/ipam/service-loadbalancer';
  const setting = 'an IPPool for LoadBalancer';
  return calicoSettings(choice).bgp
    ? yes(page, { setting: `${setting}, and BGP to announce it` })
    : partly(page, 'addresses are given, and no BGP announces them in this mode', { setting });
}

/** Its data planes for Windows are beside iptables on the Linux nodes: nodes of eBPF and Windows do not mix. */
function windows({ mode, dataPlane }: CniChoice): Cell {
  const page = 'getting-started/kubernetes/windows-calico/limitations';
  if (calicoSettings({ mode, dataPlane }).wireguard) return no(page, 'not with WireGuard');
  if (mode.name !== 'vxlan' && mode.name !== 'bgp')
    return no(page, 'VXLAN for all packets, or BGP without encapsulation, is what Windows takes');
  if (dataPlane === 'ebpf') return no(ebpfPage, 'eBPF and Windows nodes do not mix');
  if (dataPlane === 'nftables') return unverified('its pages say nothing of Windows beside nftables');
  return yes(page, {
    setting: 'windowsDataplane: HNS',
    note: 'IPv4 only, no policies for the Windows nodes themselves',
  });
}

function oldestKernel({ dataPlane }: CniChoice): KernelCell {
  if (dataPlane === 'nftables') return kernel(kubeProxyNftables[0], 'getting-started/kubernetes/nftables');
  if (dataPlane === 'ebpf') return kernel('5.10', ebpfPage, '6.6 for all that eBPF does');
  return kernel('5.10', 'getting-started/kubernetes/requirements');
}
