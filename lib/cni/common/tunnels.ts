/** State that tunnels between nodes have in common, whichever CNI programs it. */
import type {
  ForwardingEntry,
  Host,
  InterfaceAddress,
  Link,
  NatRule,
  Neighbour,
  Route,
  VxlanLink,
  WireguardLink,
} from '../../datapath';
import { type Address, type Cidr, type Family, inFamily, macOf } from '../../net';
import { type Plan, type PlanNode, podRangesOf, shareOf } from '../../plan';
import { areNeighbours, single, uplinkOf } from './wiring';

/** What one family of one node gets on top of the underlay. */
export interface NodeState {
  readonly links: readonly Link[];
  readonly routes: readonly Route[];
  readonly neighbours: readonly Neighbour[];
  readonly forwarding: readonly ForwardingEntry[];
}

/** Nothing on top of the underlay. */
export const noState: NodeState = { links: [], routes: [], neighbours: [], forwarding: [] };

/** All that the parts hold, in their order. */
export function mergeStates(states: readonly NodeState[]): NodeState {
  return {
    links: states.flatMap(({ links }) => links),
    routes: states.flatMap(({ routes }) => routes),
    neighbours: states.flatMap(({ neighbours }) => neighbours),
    forwarding: states.flatMap(({ forwarding }) => forwarding),
  };
}

/** The host with more state. */
export function withState(
  host: Host,
  { links, routes, neighbours, forwarding }: NodeState,
  nat: readonly NatRule[] = [],
): Host {
  return {
    ...host,
    links: [...host.links, ...links],
    routes: [...host.routes, ...routes],
    neighbours: [...host.neighbours, ...neighbours],
    forwarding: [...host.forwarding, ...forwarding],
    nat: [...host.nat, ...nat],
  };
}

/** A VXLAN device that every node has. */
export interface VxlanDevice {
  readonly name: string;
  readonly vni: number;
  readonly port: number;
  /** In bytes. */
  readonly mtu: number;
  /** MAC address of a node's device; others need it for their entries. */
  readonly mac: (node: PlanNode) => string;
  /** Address of a node's device, which is also the others' next hop. */
  readonly address: (node: PlanNode) => InterfaceAddress;
  /** Address that the others' packets to a node's device go to. @default the node's own */
  readonly end?: (node: PlanNode) => Address;
  /** The ranges of a node's pods that the others route. @default its share, or its blocks */
  readonly blocks?: (node: PlanNode) => readonly Cidr[];
  /** What the routes to the other nodes' pods have besides. @default nothing */
  readonly routes?: Pick<Route, 'mtu'>;
}

/** The base address of a node's share, where a CNI gives its device that one. */
export const baseAddress =
  (family: Family) =>
  (node: PlanNode): InterfaceAddress => {
    const address = shareOf(node, family).at(0);
    return { address, prefix: single(address).prefix };
  };

/** One device, and for each other node one route, one neighbour and one forwarding entry; nothing is learned. */
export function vxlanState(
  plan: Plan,
  family: Family,
  node: PlanNode,
  others: readonly PlanNode[],
  device: VxlanDevice,
): NodeState {
  const {
    name,
    vni,
    port,
    mtu,
    mac,
    routes: carried = {},
    end = (other) => inFamily(other.address, family),
    blocks = (other) => podRangesOf(other, family),
  } = device;
  const gateway = (other: PlanNode) => device.address(other).address;
  const link: VxlanLink = {
    type: 'vxlan',
    name,
    mac: mac(node),
    mtu,
    vni,
    port,
    local: inFamily(node.address, family),
    underlay: uplinkOf(plan),
    addresses: [device.address(node)],
  };
  return {
    links: [link],
    routes: others.flatMap((other) =>
      blocks(other).map((destination) => ({
        destination,
        via: gateway(other),
        link: name,
        onlink: true,
        ...carried,
      })),
    ),
    neighbours: others.map((other) => ({ link: name, address: gateway(other), mac: mac(other) })),
    forwarding: others.map((other) => ({
      link: name,
      mac: mac(other),
      destination: end(other),
    })),
  };
}

/** Straight to the other nodes, which are on the same subnet. */
export function directRoutes(
  plan: Plan,
  family: Family,
  others: readonly PlanNode[],
  extra: Partial<Route> = {},
): NodeState {
  const routes = others.flatMap((other) =>
    podRangesOf(other, family).map(
      (destination): Route => ({
        destination,
        via: inFamily(other.address, family),
        link: uplinkOf(plan),
        ...extra,
      }),
    ),
  );
  return { ...noState, routes };
}

/** The other nodes, by whether they are in the node's own subnet and on its layer-2 segment. */
export function byZone(plan: Plan, node: PlanNode): { near: PlanNode[]; far: PlanNode[] } {
  const others = plan.nodes.filter((other) => other !== node);
  return {
    near: others.filter((other) => areNeighbours(plan, node, other)),
    far: others.filter((other) => !areNeighbours(plan, node, other)),
  };
}

/** A device's MAC address made from the node's name. */
export const stableMac = (device: string) => (node: PlanNode) => macOf(node.name, device);

/** A WireGuard device of one node. */
export interface WireguardDevice {
  readonly name: string;
  readonly port: number;
  readonly mtu: number;
  /** The device's own address, where it has one. */
  readonly address?: InterfaceAddress;
  /** Family of the outer packets, and what each peer is allowed. */
  readonly over: Family;
  /** Address that the others' packets to a peer go to. @default the node's own */
  readonly end?: (peer: PlanNode) => Address;
  readonly allowed: (peer: PlanNode) => readonly Cidr[];
}

/** A WireGuard device with every other node for its peer. */
export function wireguardLink(
  node: PlanNode,
  others: readonly PlanNode[],
  device: WireguardDevice,
): WireguardLink {
  const { name, port, mtu, address, over, allowed, end = (peer) => inFamily(peer.address, over) } = device;
  const keyOf = (owner: PlanNode) => `${owner.name} ${name}`;
  return {
    type: 'wireguard',
    name,
    mac: macOf(node.name, name),
    mtu,
    addresses: address ? [address] : [],
    port,
    keyName: keyOf(node),
    peers: others.map((other) => ({
      keyName: keyOf(other),
      endpoint: end(other),
      port,
      allowed: allowed(other),
    })),
  };
}
