/**
 * Calico 3.33. Every pod has a cable of its own and a route to its one address; Felix programs the node, BIRD announces the
 * other nodes where there is no VXLAN.
 */
import { ipipOverhead, vxlanOverhead, wireguardOverhead } from '../../datapath';
import { type CniMode, plugin } from '../cni';
import { ownAddressesOnly } from '../common/external-addresses';
import { neighboursOnly } from '../common/requirements';
import { ownBlocks } from './blocks';
import { calicoCapabilities } from './capabilities';
import { calicoDatapath } from './datapath';
import { calicoDeployment } from './deployment';
import { vxlanPort } from './names';
import { calicoNoise } from './noise';
import { calicoObjects, calicoTraces } from './traces';

const none = { ipv4: 0, ipv6: 0 };
const ipip = { ipv4: ipipOverhead.ipv4, ipv6: vxlanOverhead.ipv6 };

const modes = [
  {
    name: 'vxlan',
    title: 'VXLAN',
    description: 'Ethernet in UDP through vxlan.calico',
    overhead: vxlanOverhead,
    features: ['vxlan'],
    tunnelPort: vxlanPort,
    barePods: 'never',
  },
  {
    name: 'vxlan-cross-subnet',
    title: 'VXLAN between subnets',
    description: 'routes inside a subnet, VXLAN between subnets',
    overhead: vxlanOverhead,
    features: ['vxlan'],
    tunnelPort: vxlanPort,
    barePods: 'same-subnet',
  },
  {
    name: 'bgp',
    title: 'BGP',
    description: 'routes exchanged by BGP, no encapsulation',
    overhead: none,
    features: [],
    optional: ['bird'],
    barePods: 'always',
  },
  {
    name: 'ipip',
    title: 'IP-in-IP',
    description: 'IP in IP through tunl0 (IPv6: VXLAN)',
    overhead: ipip,
    features: ['ipip', 'vxlan'],
    tunnelPort: vxlanPort, // of IPv6
    barePods: 'never',
  },
  {
    name: 'ipip-cross-subnet',
    title: 'IP-in-IP between subnets',
    description: 'routes inside a subnet, IP in IP between subnets',
    overhead: ipip,
    features: ['ipip', 'vxlan'],
    tunnelPort: vxlanPort, // of IPv6
    barePods: 'same-subnet',
  },
  {
    name: 'wireguard',
    title: 'WireGuard',
    description: 'WireGuard over VXLAN pools',
    overhead: wireguardOverhead,
    features: ['vxlan', 'wireguard'],
    tunnelPort: vxlanPort,
    barePods: 'never',
  },
] as const satisfies readonly CniMode[];

/** The plug-in Calico. */
export const calico = plugin({
  name: 'calico',
  title: 'Calico',
  description: 'a route for every pod, and VXLAN, IP in IP, WireGuard or plain BGP routes between nodes',
  modes,
  podOverhead: 'widest',
  dataPlanes: ['iptables', 'nftables', 'ebpf'],
  blocks: ownBlocks,
  capabilities: calicoCapabilities,
  requirements: (spec, { mode }) => [
    ...(mode.name === 'bgp' && !spec.podRoutes
      ? neighboursOnly(spec, {
          who: 'calico bgp',
          instead: 'calico --mode vxlan, or --mode ipip-cross-subnet',
          otherwise: '--pod-routes',
        })
      : []),
    ...ownAddressesOnly(spec, {
      who: 'calico',
      rule: 'gives the other nodes an address of a card of the node (nodeAddressAutodetectionV4), which nodes of other zones do not reach through the NAT',
      otherwise: 'put all nodes into one zone',
    }),
  ],
  datapath: calicoDatapath,
  standIn: ({ dataPlane }) =>
    dataPlane === 'ebpf'
      ? "The lab routes in place of Calico's eBPF programs: reachability, tunnels, MTU and NAT are tested, the programs are not"
      : undefined,
  noise: calicoNoise,
  traces: calicoTraces,
  objectTraces: calicoObjects,
  deployment: calicoDeployment,
});
