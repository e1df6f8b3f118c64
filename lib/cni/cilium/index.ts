/**
 * Cilium 1.20. On real nodes eBPF programs forward every packet; the kernel's own tables hold little more than MTUs and
 * a fallback. In the lab those tables do the forwarding, with the same devices, the same wire format, the same source
 * addresses and the same MTUs: see ./datapath.ts for what stands in for what, and what is therefore not tested.
 */
import { vxlanOverhead } from '../../datapath';
import type { Cni, CniMode } from '../cni';
import { oneSubnetOnly } from '../common/requirements';
import { ciliumCapabilities } from './capabilities';
import { ciliumDatapath } from './datapath';
import { ciliumDeployment } from './deployment';
import { ciliumNoise } from './noise';
import { ciliumObjects, ciliumTraces } from './traces';

/** Both families travel in IPv4: Cilium's tunnels use the nodes' primary family. */
const tunnelled = { ipv4: vxlanOverhead.ipv4, ipv6: vxlanOverhead.ipv4 };

const modes: readonly CniMode[] = [
  {
    name: 'vxlan',
    title: 'VXLAN',
    description: 'Ethernet in UDP through the flow-based cilium_vxlan',
    overhead: tunnelled,
    features: ['vxlan-external'],
    barePods: 'never',
  },
  {
    name: 'geneve',
    title: 'Geneve',
    description: 'likewise with Geneve',
    overhead: tunnelled,
    features: ['geneve'],
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
];

/** The plug-in Cilium. */
export const cilium: Cni = {
  name: 'cilium',
  title: 'Cilium',
  description: 'eBPF on every node, and VXLAN, Geneve, WireGuard or plain routes between them',
  modes,
  dataPlanes: ['iptables', 'ebpf'],
  capabilities: ciliumCapabilities,
  // Nodes behind a router are skipped (directRoutingSkipUnreachable), and their pods left to the default route.
  requirements: (spec, { mode }) =>
    mode.barePods === 'always' && !spec.podRoutes
      ? oneSubnetOnly(spec, `cilium ${mode.name}`, 'cilium --mode vxlan', '--pod-routes')
      : [],
  datapath: ciliumDatapath,
  standIn: () =>
    "The kernel's routing tables stand in for Cilium's eBPF programs: reachability, tunnels, MTU and NAT are tested, the programs are not",
  noise: () => ciliumNoise,
  traces: ciliumTraces,
  objectTraces: ciliumObjects,
  deployment: ciliumDeployment,
};
