/**
 * What stands in for Cilium's eBPF programs in a lab:
 *   cil_from_container, cil_to_container   a route to each pod's address by its cable (Cilium: endpointRoutes)
 *   cil_to_overlay and the tunnel map      routes that name the tunnel's end (`encap ip`), and permanent neighbours
 *   cil_from_netdev, cil_to_netdev         direct node routes, which Cilium programs itself (autoDirectNodeRoutes) for
 *                                          nodes of its subnet; the others' pods are the default router's affair
 *   WireGuard's steering                   a routing rule for the pods' packets, and routes by cilium_wg0
 * Not tested here: the programs themselves, socket load balancing, identities and policies, eBPF masquerading, DSR.
 * Read in cilium/cilium pkg/datapath/linux, pkg/mtu and install/kubernetes; vxlan and native run in namespaces.
 */
import type { Datapath, FlowTunnelLink, Host, NatRule, Route, RoutingRule, VethLink } from '../../datapath';
import { type Family, inFamily, primary, valuesOf } from '../../net';
import { type Plan, type PlanNode, shareOf, sharesOf } from '../../plan';
import type { CniChoice, SeenAddresses } from '../cni';
import { type AgentAddress, agentAddress, agentInterface } from '../common/agent-addresses';
import { podEndpoints } from '../common/bridged-pods';
import { hashedName, type PodCables, podCables, podRoutes, routedPods } from '../common/routed-pods';
import {
  byZone,
  directRoutes,
  mergeStates,
  type NodeState,
  noState,
  stableMac,
  wireguardLink,
  withState,
} from '../common/tunnels';
import { assemble, cable, single } from '../common/underlay';

const tunnels: Readonly<Record<string, Pick<FlowTunnelLink, 'type' | 'name' | 'port'>>> = {
  vxlan: { type: 'vxlan-flow', name: 'cilium_vxlan', port: 8472 },
  geneve: { type: 'geneve-flow', name: 'cilium_geneve', port: 6081 },
};

const wireguard = { name: 'cilium_wg0', port: 51_871, table: 201 };

/** cilium_host has the address that pods take for their router: CiliumInternalIP of CiliumNode, which the agent picks. */
const hostDevice = { name: 'cilium_host', place: 0 };

export function ciliumDatapath(plan: Plan, choice: CniChoice, seen?: SeenAddresses): Datapath {
  const router = agentAddress(hostDevice, seen);
  return assemble(plan, (node, host) => {
    const pods = podCablesOf(plan, choice, node, router);
    return {
      node: nodeState(plan, choice, node, host, pods, router),
      pods: routedPods(node, pods),
      endpoints: podEndpoints(node),
    };
  });
}

/** Devices keep the underlay's MTU; only routes carry the smaller one (pkg/mtu). */
function podCablesOf(plan: Plan, choice: CniChoice, node: PlanNode, router: AgentAddress): PodCables {
  return {
    linkName: (pod) => hashedName('lxc', pod),
    gateway: (family) => router(node, family),
    // The kernel answers NDP only for a link's own addresses; cil_from_container answers for the router in its place.
    unanswered: plan.families.filter((family) => family === 'ipv6'),
    mtu: plan.underlayMtu,
    routeMtu: routeMtu(plan, choice),
    source: (family) => router(node, family),
  };
}

function routeMtu(plan: Plan, { mode }: CniChoice): number | undefined {
  const added = primary(mode.overhead);
  return added === 0 ? undefined : plan.underlayMtu - added;
}

function nodeState(
  plan: Plan,
  choice: CniChoice,
  node: PlanNode,
  host: Host,
  pods: PodCables,
  router: AgentAddress,
): Host {
  const state = mergeStates(plan.families.map((family) => between(plan, choice, family, node, router)));
  const own = [
    ...tunnelDevice(plan, choice, node),
    ...hostPair(plan, node, router),
    ...podCables(node, pods),
  ];
  const nat = plan.families.flatMap((family) => masqueradeRules(plan, choice, family, node));
  const built = withState(
    host,
    {
      ...state,
      links: [...own, ...state.links],
      routes: [...ownRoutes(plan, node, router), ...podRoutes(node, pods), ...state.routes],
    },
    nat,
  );
  return { ...built, rules: steering(plan, choice, node) };
}

/** cilium_host has the router's address, cilium_net is its other end; neither resolves neighbours. */
function hostPair(plan: Plan, node: PlanNode, router: AgentAddress): VethLink[] {
  const end = (name: string, peer: string): VethLink => ({
    ...cable(node.name, name, node.name, peer, plan.underlayMtu),
    arp: false,
  });
  const addresses = plan.families.map((family) => agentInterface(router(node, family)));
  return [{ ...end(hostDevice.name, 'cilium_net'), addresses }, end('cilium_net', hostDevice.name)];
}

/** IPv6 takes no next hop that is the host's own address; IPv4 does, and Cilium uses it. */
function ownRoutes(plan: Plan, node: PlanNode, router: AgentAddress): Route[] {
  return plan.families.flatMap((family): Route[] => {
    const own = router(node, family);
    const whole = {
      destination: shareOf(node, family),
      link: hostDevice.name,
      source: own,
      protocol: 'kernel',
    };
    return [
      { destination: single(own), link: hostDevice.name, protocol: 'kernel' },
      family === 'ipv4' ? { ...whole, via: own } : whole,
    ];
  });
}

function tunnelDevice(plan: Plan, { mode }: CniChoice, node: PlanNode): FlowTunnelLink[] {
  const tunnel = tunnels[mode.name];
  return tunnel
    ? [{ ...tunnel, mac: stableMac(tunnel.name)(node), mtu: plan.underlayMtu, addresses: [] }]
    : [];
}

/** How the node reaches the other nodes' pods. */
function between(
  plan: Plan,
  choice: CniChoice,
  family: Family,
  node: PlanNode,
  router: AgentAddress,
): NodeState {
  const others = plan.nodes.filter((other) => other !== node);
  const tunnel = tunnels[choice.mode.name];
  if (tunnel) return tunnelState(plan, choice, family, node, others, tunnel.name, router);
  return choice.mode.name === 'native'
    ? directRoutes(family, byZone(plan, node).near, { protocol: 'kernel' })
    : wireguardState(plan, choice, family, node, others);
}

/** The header's number is an identity in Cilium; the lab numbers the nodes. */
function tunnelState(
  plan: Plan,
  choice: CniChoice,
  family: Family,
  node: PlanNode,
  others: readonly PlanNode[],
  device: string,
  router: AgentAddress,
): NodeState {
  const routes = others.map(
    (other): Route => ({
      destination: shareOf(other, family),
      encap: { id: plan.nodes.indexOf(other) + 1, destination: primary(other.address) },
      via: router(other, family),
      link: device,
      onlink: true,
      source: router(node, family),
      mtu: routeMtu(plan, choice),
    }),
  );
  // Without a next hop and its neighbour entry the kernel loses every packet; each end needs a MAC of its own.
  const neighbours = others.map((other) => ({
    link: device,
    address: router(other, family),
    mac: stableMac(device)(other),
  }));
  return { ...noState, routes, neighbours };
}

/**
 * One device for both families, over IPv4. Only pods' packets are encrypted (nodeEncryption is off): they are steered by
 * their source; what the nodes themselves send goes straight.
 */
function wireguardState(
  plan: Plan,
  choice: CniChoice,
  family: Family,
  node: PlanNode,
  others: readonly PlanNode[],
): NodeState {
  const { name, port, table } = wireguard;
  const mtu = routeMtu(plan, choice)!;
  const link = wireguardLink(node, others, {
    name,
    port,
    mtu,
    over: 'ipv4',
    allowed: (peer) => valuesOf(sharesOf(peer)),
  });
  const encrypted = others.map(
    (other): Route => ({ destination: shareOf(other, family), link: name, mtu, table }),
  );
  const { routes } = directRoutes(family, byZone(plan, node).near, { protocol: 'kernel', mtu });
  return { ...noState, links: family === 'ipv4' ? [link] : [], routes: [...routes, ...encrypted] };
}

function steering(plan: Plan, { mode }: CniChoice, node: PlanNode): RoutingRule[] {
  if (mode.name !== 'wireguard') return [];
  return plan.families.map((family) => ({
    family,
    priority: wireguard.table,
    table: wireguard.table,
    from: shareOf(node, family),
  }));
}

/** Chain CILIUM_POST_nat; in native routing, packets to other nodes keep their pod's address (ipset cilium_node_set). */
function masqueradeRules(plan: Plan, { mode }: CniChoice, family: Family, node: PlanNode): NatRule[] {
  const own = { ranges: [shareOf(node, family)] };
  const all = inFamily(plan.podCidr, family);
  const toNodes: NatRule = {
    family,
    action: 'return',
    source: own,
    destination: { ranges: plan.nodes.map(({ address }) => single(inFamily(address, family))) },
    comment: `-s ${own.ranges[0]} -m set --match-set cilium_node_set dst -j ACCEPT`,
  };
  const leaving: NatRule = {
    family,
    action: 'masquerade',
    source: own,
    destination: { ranges: [all], not: true },
    comment: `-s ${own.ranges[0]} ! -d ${all} ! -o cilium_+ -j MASQUERADE`,
  };
  return mode.barePods === 'always' ? [toNodes, leaving] : [leaving];
}
