/**
 * Flannel v0.28.9. Each node's flanneld reads the other nodes' shares of the pod network and programs, on its own
 * node, one route for each: through a tunnel or straight to the other node. Pods sit on the bridge cni0.
 */
import { vxlanOverhead } from '../../datapath';
import { plugin } from '../cni';
import { noExternalAddresses } from '../common/external-addresses';
import { neighboursOnly } from '../common/requirements';
import { flannelCapabilities } from './capabilities';
import { flannelDatapath } from './datapath';
import { flannelDeployment } from './deployment';
import { flannelNoise } from './noise';
import { flannelObjects, flannelTraces } from './traces';

/** The plug-in Flannel. */
export const flannel = plugin({
  name: 'flannel',
  title: 'Flannel',
  description: 'a bridge per node, and a VXLAN tunnel or host routes between them',
  modes: [
    {
      name: 'vxlan',
      title: 'VXLAN',
      description: 'Ethernet in UDP through flannel.1',
      overhead: vxlanOverhead,
      features: ['vxlan'],
      tunnelPort: 8472, // the kernel's own default for VXLAN, not IANA's 4789: Flannel leaves it to the kernel
      barePods: 'never',
    },
    {
      name: 'vxlan-direct',
      title: 'VXLAN between subnets',
      description: 'routes inside a subnet, VXLAN between subnets (directRouting)',
      overhead: vxlanOverhead,
      features: ['vxlan'],
      tunnelPort: 8472,
      barePods: 'same-subnet',
    },
    {
      name: 'host-gw',
      title: 'host-gw',
      description: 'routes straight to the other nodes, no encapsulation',
      overhead: { ipv4: 0, ipv6: 0 },
      features: [],
      barePods: 'always',
      fixedPodMtu: "flanneld gives the pods the MTU of the node's interface", // pkg/backend/hostgw
    },
    {
      name: 'wireguard',
      title: 'WireGuard',
      description: 'WireGuard through flannel-wg',
      overhead: { ipv4: 80, ipv6: 80 },
      features: ['wireguard'],
      barePods: 'never',
    },
  ],
  dataPlanes: ['iptables', 'nftables'],
  noBlocks: "flanneld's subnet manager takes each node's range from Node.spec.podCIDRs (pkg/subnet/kube)",
  capabilities: flannelCapabilities,
  ownCard: 'default-route', // main.go, pkg/ipmatch/match.go: LookupExtIface without --iface
  requirements: (spec, { mode }) =>
    mode.name === 'host-gw'
      ? [
          ...neighboursOnly(spec, { who: 'flannel host-gw', instead: 'flannel --mode vxlan' }),
          ...noExternalAddresses(spec, {
            who: 'flannel host-gw',
            rule: "routes to the node's public IP as the next hop, which is on no link where a NAT has it (pkg/backend/hostgw)",
            otherwise: 'leave externalAddress out: nodes of one subnet need none',
          }),
        ]
      : [],
  datapath: flannelDatapath,
  noise: () => flannelNoise,
  traces: flannelTraces,
  objectTraces: flannelObjects,
  deployment: flannelDeployment,
});
