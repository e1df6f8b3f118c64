/**
 * The NAT in front of a zone whose nodes have external addresses: the zone's gateway, as a cloud's internet gateway or a
 * router at home that forwards ports. It gives what a node sends the node's external address, and what comes for that one
 * the node's own, also where both ends are behind it (hairpin). The router between the zones knows external addresses alone.
 */
import { emptyHost, type Host, type NatRule } from '../../datapath';
import { type Address, Cidr, inFamily, macOf } from '../../net';
import { isBehindNat, type Plan, type PlanNode, type PlanZone } from '../../plan';
import { transit } from './nat-transit';
import { cable, leg, plainSysctls, routerName, single, switchName, uplinkOf, zoneNat } from './wiring';

/** The NAT's link to the router. */
const outer = 'wan';

const natted = (plan: Plan) => plan.zones.filter(({ name }) => isBehindNat(plan, name));

/** Nodes of the zone with both of their addresses. */
const pairsOf = (plan: Plan, zone: PlanZone) =>
  plan.nodes.flatMap(({ externalAddress: external, ...node }) =>
    node.zone === zone.name && external ? [{ node, own: inFamily(node.address, 'ipv4'), external }] : [],
  );

/** The network to the router. */
const wayOut = (plan: Plan, zone: PlanZone) => transit(plan.zones.indexOf(zone), 'ipv4');

/** A NAT for each zone that has one. */
export function zoneNats(plan: Plan): Host[] {
  return natted(plan).map((zone) => natHost(plan, zone));
}

function natHost(plan: Plan, zone: PlanZone): Host {
  const { host: name, link: inner } = zoneNat(zone);
  const { router, nat, prefix } = wayOut(plan, zone);
  const pairs = pairsOf(plan, zone);
  return {
    ...emptyHost(name, 'router'),
    links: [
      {
        ...cable(name, inner, switchName(zone), 'router', plan.fabricMtu),
        addresses: [
          { address: inFamily(zone.gateway, 'ipv4'), prefix: inFamily(zone.nodeCidr, 'ipv4').prefix },
        ],
      },
      {
        ...cable(name, outer, routerName, leg(zone), plan.fabricMtu),
        addresses: [{ address: nat, prefix }],
      },
    ],
    routes: [{ destination: new Cidr('ipv4', 0n, 0), via: router, link: outer }],
    neighbours: [
      ...pairs.map(({ node, own }) => ({ link: inner, address: own, mac: cardMac(plan, node) })),
      { link: outer, address: router, mac: macOf(routerName, leg(zone)) },
    ],
    nat: pairs.flatMap(({ own, external }) => oneToOne(own, external)),
    sysctls: { ...plainSysctls, 'ipv4/ip_forward': '1' },
  };
}

const cardMac = (plan: Plan, { name }: Pick<PlanNode, 'name'>) => macOf(name, uplinkOf(plan));

function oneToOne(own: Address, external: Address): NatRule[] {
  return [
    {
      family: 'ipv4',
      action: 'dnat',
      destination: { ranges: [single(external)] },
      to: own,
      comment: `-d ${external} -j DNAT --to-destination ${own}`,
    },
    {
      family: 'ipv4',
      action: 'snat',
      source: { ranges: [single(own)] },
      to: external,
      comment: `-s ${own} -j SNAT --to-source ${external}`,
    },
  ];
}

/** What the router has of them: a link to each NAT, and a route for each external address behind it. */
export function natLegs(plan: Plan): Pick<Host, 'links' | 'routes' | 'neighbours'> {
  const zones = natted(plan).map((zone) => ({ zone, ...wayOut(plan, zone) }));
  return {
    links: zones.map(({ zone, router, prefix }) => ({
      ...cable(routerName, leg(zone), zoneNat(zone).host, outer, plan.fabricMtu),
      addresses: [{ address: router, prefix }],
    })),
    routes: zones.flatMap(({ zone, nat }) =>
      pairsOf(plan, zone).map(({ external }) => ({
        destination: single(external),
        via: nat,
        link: leg(zone),
      })),
    ),
    neighbours: zones.map(({ zone, nat }) => ({
      link: leg(zone),
      address: nat,
      mac: macOf(zoneNat(zone).host, outer),
    })),
  };
}
