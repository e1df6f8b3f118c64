/**
 * The state that Felix, BIRD and the `calico` plug-in program. Read in projectcalico/calico felix/dataplane/linux,
 * cni-plugin/internal/dataplane/linux and confd's bird templates; vxlan and bgp run in namespaces.
 */

import { type Datapath, type Host, type Route, vxlanOverhead } from '../../datapath';
import { Address, type Family, inFamily } from '../../net';
import type { Plan, PlanNode } from '../../plan';
import type { CniChoice, SeenAddresses } from '../cni';
import { podEndpoints } from '../common/bridged-pods';
import { podOverhead } from '../common/mtu';
import {
  hashedName,
  type PodCables,
  podCableSysctls,
  podCables,
  podRoutes,
  routedPods,
} from '../common/routed-pods';
import { tunnelPort } from '../common/settings';
import {
  byZone,
  directRoutes,
  mergeStates,
  type NodeState,
  noState,
  vxlanState,
  withState,
} from '../common/tunnels';
import { assemble } from '../common/underlay';
import { zoneOf } from '../common/wiring';
import { bgpSpeaker, birdMetric } from './bgp';
import { blocksOf } from './blocks';
import { type BlocksOf, type DeviceAddress, deviceAddresses, deviceMtu, vxlanDevice } from './devices';
import { calicoSettings, type Encapsulation } from './encapsulation';
import { ipipState } from './ipip';
import { calicoMac } from './names';
import { natOutgoing } from './nat-outgoing';
import { wireguardRules, wireguardState } from './wireguard';

/** What every pod takes for its router; no host has these addresses, the node's end of the cable answers for them. */
const podGateway: Readonly<Record<Family, Address>> = {
  ipv4: Address.parse('169.254.1.1'),
  ipv6: Address.parse('fe80::ecee:eeff:feee:eeee'), // link-local, from the MAC ee:ee:ee:ee:ee:ee
};

/** What no plan says, and the agents decide. */
interface AgentsChoices {
  readonly addressOf: DeviceAddress;
  readonly blocks: BlocksOf;
}

/** The kernel state of all nodes and pods. */
export function calicoDatapath(plan: Plan, choice: CniChoice, seen?: SeenAddresses): Datapath {
  const agent = { addressOf: deviceAddresses(seen), blocks: blocksOf(seen) };
  const nat = natOutgoing(plan);
  return assemble(plan, (node, host) => {
    const pods = podCablesOf(plan, choice, node);
    return {
      node: { ...nodeState(plan, choice, node, host, pods, agent), nat: [...host.nat, ...nat] },
      pods: routedPods(node, pods),
      endpoints: podEndpoints(node),
    };
  });
}

/** Pods take the smallest MTU of all families and encapsulations; routes to them have metric 1024 since 3.32. */
function podCablesOf(plan: Plan, { mode }: CniChoice, node: PlanNode): PodCables {
  return {
    linkName: (pod) => hashedName('cali', pod),
    mac: calicoMac,
    gateway: (family) => podGateway[family],
    mtu: deviceMtu(plan, node, podOverhead(plan.families, mode, 'widest')),
    metric: birdMetric,
    // proxy_arp answers for the gateway, and only while the node has a route to it by another link: a default route.
    sysctls: { 'conf/LINK/proxy_arp': '1', 'conf/LINK/rp_filter': '1', 'neigh/LINK/proxy_delay': '0' },
  };
}

function nodeState(
  plan: Plan,
  choice: CniChoice,
  node: PlanNode,
  host: Host,
  pods: PodCables,
  agent: AgentsChoices,
): Host {
  const state = mergeStates(plan.families.map((family) => between(plan, choice, family, node, agent)));
  const gatewayAddress = plan.families.includes('ipv6') ? [{ address: podGateway.ipv6, prefix: 64 }] : [];
  const cables = podCables(node, pods).map((link) => ({ ...link, addresses: gatewayAddress }));
  const built = withState(
    host,
    { ...state, links: [...state.links, ...cables], routes: [...state.routes, ...podRoutes(node, pods)] },
    [],
  );
  return {
    ...built,
    rules: wireguardRules(plan, choice),
    bgp: bgpSpeaker(plan, choice, node),
    sysctls: { ...host.sysctls, ...podCableSysctls(node, pods) },
  };
}

/** How the node reaches the other nodes' pods, and the blackhole routes for addresses of its own ranges that no pod has. */
function between(
  plan: Plan,
  choice: CniChoice,
  family: Family,
  node: PlanNode,
  agent: AgentsChoices,
): NodeState {
  const { encapsulation, wireguard } = calicoSettings(choice);
  const { near, far } = byZone(plan, node);
  const way = encapsulation[family];
  const protocol = way === 'None' ? 'bird' : '80';
  const metric = protocol === 'bird' ? birdMetric : undefined;
  const own: NodeState = {
    ...noState,
    // BIRD gives its blackhole no metric (seen on nodes).
    routes: agent
      .blocks(node, family)
      .map((destination): Route => ({ destination, type: 'blackhole', protocol })),
  };
  const direct = way.endsWith('CrossSubnet') || way === 'None' ? near : [];
  const tunnelled = direct.length > 0 || way.endsWith('CrossSubnet') ? far : [...near, ...far];
  const states = [
    own,
    directRoutes(plan, family, direct, { protocol, metric, ...(protocol === '80' ? { onlink: true } : {}) }),
    // BIRD looks up a next hop behind a router again (`gateway recursive`), and finds the default route's.
    directRoutes(plan, family, way === 'None' ? far : [], {
      protocol,
      metric,
      via: inFamily(zoneOf(plan, node).gateway, family),
    }),
    tunnel(plan, choice, way, family, node, way === 'None' ? [] : tunnelled, agent),
  ];
  return mergeStates(
    wireguard ? [...states, wireguardState(plan, family, node, [...near, ...far], agent.addressOf)] : states,
  );
}

function tunnel(
  plan: Plan,
  { mode }: CniChoice,
  way: Encapsulation,
  family: Family,
  node: PlanNode,
  others: readonly PlanNode[],
  { addressOf, blocks }: AgentsChoices,
): NodeState {
  if (way.startsWith('VXLAN')) {
    const mtu = deviceMtu(plan, node, vxlanOverhead[family]);
    return vxlanState(
      plan,
      family,
      node,
      others,
      vxlanDevice(family, tunnelPort(plan, mode), mtu, addressOf, blocks),
    );
  }
  return way.startsWith('IPIP') ? ipipState(plan, family, node, others, addressOf) : noState;
}
