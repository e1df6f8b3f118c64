/** What the parts of the underlay are connected by, and their names: nodes, pods, switches, the router and the outside. */
import { required } from '../../base/required';
import type { VethLink } from '../../datapath';
import { type Address, addressBits, Cidr, macOf } from '../../net';
import { isBehindNat, type Plan, type PlanNode, type PlanZone } from '../../plan';

/** The nodes' card in the node network: as the plan names it, else as EC2's Ubuntu images do. */
export const uplinkOf = ({ cards = [] }: Plan): string =>
  cards.find(({ network }) => network === 'nodes')?.name ?? 'ens5';

/** The router between the zones and to the outside. */
export const routerName = 'router';

/** The switch of a zone. */
export const switchName = (zone: PlanZone) => `switch.${zone.name}`;

/** A name for the end of a link's, whose 15 characters do not hold all: long ones are hashed, since cut, two could be one. */
export const shortName = (name: string) =>
  name.length <= 10 ? name : macOf(name).replaceAll(':', '').slice(2);

/** The router's link into a zone. */
export const leg = ({ name }: PlanZone) => `zone-${shortName(name)}`;

/** The NAT in front of a zone whose nodes have external addresses, and its link into the zone. */
export const zoneNat = ({ name }: PlanZone) => ({ host: `nat.${name}`, link: 'lan' });

/** Who has the zone's gateway address: the router, or the NAT in front of the zone. */
export const gatewayEnd = (plan: Plan, zone: PlanZone): { readonly host: string; readonly link: string } =>
  isBehindNat(plan, zone.name) ? zoneNat(zone) : { host: routerName, link: leg(zone) };

/** Sysctls that new namespaces would otherwise inherit from whatever machine they are made on. */
export const plainSysctls: Readonly<Record<string, string>> = {
  'ipv4/conf/all/rp_filter': '0',
  'ipv4/conf/default/rp_filter': '0',
  'ipv4/conf/all/arp_ignore': '0',
  'ipv4/ip_forward': '0',
  // Where br_netfilter is loaded, bridges would hand frames to IP, which cuts or refuses large ones.
  'bridge/bridge-nf-call-iptables': '0',
  'bridge/bridge-nf-call-ip6tables': '0',
};

/** The zone that a node is in. */
export function zoneOf(plan: Plan, node: PlanNode): PlanZone {
  return required(
    plan.zones.find(({ name }) => name === node.zone),
    `zone ${node.zone}`,
  );
}

/** Whether a node reaches the other without a router: both are in one subnet that is a layer-2 segment. */
export function areNeighbours(plan: Plan, node: PlanNode, other: PlanNode): boolean {
  return node.zone === other.zone && zoneOf(plan, node).layer2 !== false;
}

/** One address as a range: `10.244.0.2` as 10.244.0.2/32. */
export function single(address: Address): Cidr {
  return Cidr.around(address, addressBits(address.family));
}

/** One end of a cable. */
export function cable(host: string, name: string, peerHost: string, peerLink: string, mtu: number): VethLink {
  return {
    type: 'veth',
    name,
    mac: macOf(host, name),
    mtu,
    addresses: [],
    peer: { host: peerHost, link: peerLink },
  };
}
