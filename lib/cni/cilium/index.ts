/**
 * Cilium 1.20. On real nodes eBPF programs forward every packet; the kernel's own tables hold little more than MTUs and
 * a fallback. In the lab those tables do the forwarding, with the same devices, the same wire format, the same source
 * addresses and the same MTUs: see ./datapath.ts for what stands in for what, and what is therefore not tested.
 */
import { vxlanOverhead } from '../../datapath';
import { type CniChoice, type CniMode, plugin } from '../cni';
import { ownAddressesOnly } from '../common/external-addresses';
import { neighboursOnly } from '../common/requirements';
import { ciliumCapabilities } from './capabilities';
import { ciliumDatapath } from './datapath';
import { ciliumDeployment } from './deployment';
import { ciliumNoise } from './noise';
import { ciliumObjects, ciliumTraces } from './traces';

/** Both families travel in IPv4: Cilium's tunnels use the nodes' primary family. */
const tunnelled = { ipv4: vxlanOverhead.ipv4, ipv6: vxlanOverhead.ipv4 };

const modes = [
  {
    name: 'vxlan',
    title: 'VXLAN',
    description: 'Ethernet in UDP through the flow-based cilium_vxlan',
    overhead: tunnelled,
    overheadIPv6Alone: vxlanOverhead.ipv6,
    features: ['vxlan-external'],
    tunnelPort: 8472,
    barePods: 'never',
  },
  {
    name: 'geneve',
    title: 'Geneve',
    description: 'likewise with Geneve',
    overhead: tunnelled,
    overheadIPv6Alone: vxlanOverhead.ipv6,
    features: ['geneve'],
    tunnelPort: 6081,
    barePods: 'never',
  },
  {
    name: 'native',
    title: 'native routing',
    description: 'routes straight to the other nodes, no encapsulation',
    overhead: { ipv4: 0, ipv6: 0 },
    features: [],
    barePods: 'always',
  },
  {
    name: 'wireguard',
    title: 'WireGuard',
    description: 'native routing, pod traffic encrypted by WireGuard',
    overhead: { ipv4: 80, ipv6: 80 },
    features: ['wireguard'],
    barePods: 'always',
  },
] as const satisfies readonly CniMode[];

/** The programs encrypt what they do not translate; routes choose before anything is translated, and peers refuse that. */
const isWireguard = ({ mode }: CniChoice): boolean => mode.name === 'wireguard';

const standIn =
  "The kernel's routing tables stand in for Cilium's eBPF programs: reachability, tunnels, MTU and NAT are tested, the programs are not";

/** The plug-in Cilium. */
export const cilium = plugin({
  name: 'cilium',
  title: 'Cilium',
  description: 'eBPF on every node, and VXLAN, Geneve, WireGuard or plain routes between them',
  modes,
  dataPlanes: ['iptables', 'ebpf'],
  // ipam.mode cluster-pool: the operator gives each node one range of the pool; its allocator is that of Kubernetes' own shares.
  blocks: {
    prefixes: { ipv4: { from: 8, to: 30 }, ipv6: { from: 16, to: 126 } },
    mostBits: { ipv6: 16 },
    several: false,
  },
  capabilities: ciliumCapabilities,
  // Nodes behind a router are skipped (directRoutingSkipUnreachable), and their pods left to the default route.
  requirements: (spec, { mode }) => [
    ...(mode.barePods === 'always' && !spec.podRoutes
      ? neighboursOnly(spec, {
          who: `cilium ${mode.name}`,
          instead: 'cilium --mode vxlan',
          otherwise: '--pod-routes',
        })
      : []),
    ...ownAddressesOnly(spec, {
      who: 'cilium',
      rule: "sends tunnels to the node's InternalIP wherever it has one (pkg/node/types: GetNodeIP), which nodes of other zones do not reach through the NAT",
      otherwise: 'put all nodes into one zone',
    }),
  ],
  datapath: ciliumDatapath,
  standIn: (choice) =>
    isWireguard(choice)
      ? `${standIn}; Services are left out, as they would be refused by the other end`
      : standIn,
  withoutServices: isWireguard,
  noise: () => ciliumNoise,
  traces: ciliumTraces,
  objectTraces: ciliumObjects,
  deployment: ciliumDeployment,
});
