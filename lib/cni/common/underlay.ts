/**
 * What is there before any CNI: each zone a switch with its nodes on it, one router with a leg in every zone, and a host
 * outside. A zone without layer 2 is as Hetzner's and Google's: a node has its address as a single one and all its routes
 * lead by the gateway, and the switch passes frames between nodes and gateway alone. The router is the cloud's: it knows the zones' subnets (with podRoutes each node's pods too), and drops what
 * goes anywhere else.
 */
import {
  type Datapath,
  type Endpoint,
  emptyHost,
  type Host,
  type Neighbour,
  type Route,
  type VethLink,
} from '../../datapath';
import { type Address, inFamily, macOf, nodeId, valuesOf } from '../../net';
import { byGateway, type Plan, type PlanNode, type PlanZone } from '../../plan';
import { furtherHosts, furtherState } from './further-cards';
import { betweenZonesMtu, cardMtu } from './mtu';
import { outsideEndpoint, outsideHost } from './outside';
import { routerHost } from './router';
import {
  areNeighbours,
  cable,
  gatewayEnd,
  plainSysctls,
  routerName,
  single,
  switchName,
  uplinkOf,
  zoneOf,
} from './wiring';
import { zoneNats } from './zone-nat';

/** Nodes with their uplink and nothing else, the switches and the router. */
export function underlay(plan: Plan): Host[] {
  return [
    ...plan.nodes.map((node) => nodeHost(plan, node)),
    ...plan.zones.map((zone) => switchHost(plan, zone)),
    routerHost(plan),
    outsideHost(plan, routerName),
    ...furtherHosts(plan),
    ...zoneNats(plan),
  ];
}

/** A node as an endpoint. */
export function nodeEndpoint(plan: Plan, node: PlanNode): Endpoint {
  const within = zoneOf(plan, node).nodeCidr;
  return {
    id: nodeId(node.name),
    kind: 'node',
    host: node.name,
    node: node.name,
    zone: node.zone,
    address: node.address,
    within,
    ...(node.externalAddress && { external: { ipv4: node.externalAddress } }),
  };
}

/** The two halves of what a plan holds: the underlay with a CNI's state added to each node, and the pods. */
export function assemble(
  plan: Plan,
  build: (node: PlanNode, host: Host) => { node: Host; pods: Host[]; endpoints: Endpoint[] },
): Datapath {
  const nodes = new Map(plan.nodes.map((node) => [node.name, node]));
  const built = underlay(plan).map((host) => {
    const node = nodes.get(host.name);
    return node ? build(node, host) : { node: host, pods: [], endpoints: [] };
  });
  return {
    hosts: built.flatMap(({ node, pods }) => [node, ...pods]),
    endpoints: [
      ...plan.nodes.map((node) => nodeEndpoint(plan, node)),
      ...built.flatMap(({ endpoints }) => endpoints),
      outsideEndpoint(plan),
    ],
  };
}

function nodeHost(plan: Plan, node: PlanNode): Host {
  const zone = zoneOf(plan, node);
  const further = furtherState(plan, node);
  return {
    ...emptyHost(node.name, 'node'),
    links: [
      {
        ...cable(node.name, uplinkOf(plan), switchName(zone), portName(plan, node), cardMtu(plan, node)),
        addresses: valuesOf(node.address).map((address) => ({
          address,
          prefix:
            zone.layer2 === false ? single(address).prefix : inFamily(zone.nodeCidr, address.family).prefix,
        })),
      },
      ...further.links,
    ],
    routes: [...valuesOf(zone.gateway).flatMap((via) => gatewayRoutes(plan, zone, via)), ...further.routes],
    neighbours: [...underlayNeighbours(plan, node), ...further.neighbours],
    sysctls: {
      ...plainSysctls,
      'ipv4/ip_forward': '1',
      ...(node.address.ipv6 ? { 'ipv6/conf/all/forwarding': '1' } : {}),
    },
  };
}

/** Of a single address the kernel knows no subnet: the gateway has a route of its own, as Hetzner's and Google's images have it. */
function gatewayRoutes(plan: Plan, zone: PlanZone, via: Address): Route[] {
  const link = uplinkOf(plan);
  const routes = byGateway(plan, zone, via.family).map((destination): Route => ({ destination, via, link }));
  return zone.layer2 === false
    ? [{ destination: single(via), link }, ...routes.map((route) => ({ ...route, onlink: true }))]
    : routes;
}

/**
 * Permanent entries for every node of the zone and the gateway: the kernel's neighbour table is one for all
 * namespaces, and learned entries would overflow it at 33 nodes (gc_thresh3 is 1,024 by default).
 */
function underlayNeighbours(plan: Plan, node: PlanNode): Neighbour[] {
  const others = plan.nodes.filter((other) => other !== node && areNeighbours(plan, node, other));
  const zone = zoneOf(plan, node);
  const uplink = uplinkOf(plan);
  const gateway = gatewayEnd(plan, zone);
  return [
    ...others.flatMap((other) =>
      valuesOf(other.address).map((address) => ({ link: uplink, address, mac: macOf(other.name, uplink) })),
    ),
    ...valuesOf(zone.gateway).map((address) => ({
      link: uplink,
      address,
      mac: macOf(gateway.host, gateway.link),
    })),
  ];
}

function switchHost(plan: Plan, zone: PlanZone): Host {
  const name = switchName(zone);
  const nodes = plan.nodes.filter((node) => node.zone === zone.name);
  const gateway = gatewayEnd(plan, zone);
  const port = (host: string, link: string, own: string, mtu: number): VethLink => ({
    ...cable(name, own, host, link, mtu),
    master: 'bridge',
  });
  return {
    ...emptyHost(name, 'switch'),
    links: [
      // the kernel gives a bridge the MTU of its smallest port
      {
        type: 'bridge',
        name: 'bridge',
        mac: macOf(name, 'bridge'),
        mtu: betweenZonesMtu(plan),
        addresses: [],
      },
      ...nodes.map((node) => ({
        ...port(node.name, uplinkOf(plan), portName(plan, node), plan.fabricMtu),
        ...(zone.layer2 === false && { isolated: true }),
      })),
      port(gateway.host, gateway.link, 'router', betweenZonesMtu(plan)),
    ],
    sysctls: plainSysctls,
  };
}

/** The switch's port for a node: numbered, as link names have 15 characters at most. */
function portName(plan: Plan, node: PlanNode): string {
  return `port-${plan.nodes.indexOf(node) + 1}`;
}
