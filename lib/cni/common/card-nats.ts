/**
 * NATs of nodes: a router of each node's own, as VirtualBox and QEMU have one in every machine's process. It gives what leaves
 * an address of its own, by which answers find back to it, and lets in nothing else.
 */
import { emptyHost, type Host, type VethLink } from '../../datapath';
import { familiesOf, macOf, valuesOf } from '../../net';
import type { Plan, PlanNode } from '../../plan';
import { addressesOn, defaultRoutes, entries, type FurtherCard, inNetwork } from './further-card';
import { type Transit, transit } from './nat-transit';
import { cable, plainSysctls, routerName } from './wiring';

/** Names of its links to its node and to what is outside. */
const [inner, outer] = ['lan', 'wan'];

const natName = (node: PlanNode) => `nat.${node.name}`;
const natLeg = (plan: Plan, node: PlanNode) => `nat-${plan.nodes.indexOf(node) + 1}`;

/** Where the card's cable ends. */
export const natEnd = (node: PlanNode) => ({ host: natName(node), link: inner });

/** The networks to the router, in each family that the card has. */
const waysOut = (plan: Plan, node: PlanNode, card: FurtherCard): Transit[] =>
  familiesOf(card.cidr).map((family) => transit(plan.nodes.indexOf(node), family));

/** The NAT of a node: a router between its card and the nodes' router. */
export function natHost(plan: Plan, node: PlanNode, card: FurtherCard): Host {
  const name = natName(node);
  const { cidr, gateway, mtu } = card;
  const ways = waysOut(plan, node, card);
  const out = ways.map(({ nat, prefix }) => ({ address: nat, prefix }));
  const routers = ways.map(({ router }) => router);
  return {
    ...emptyHost(name, 'router'),
    links: [
      { ...cable(name, inner, node.name, card.name, mtu), addresses: inNetwork(card, valuesOf(gateway)) },
      { ...cable(name, outer, routerName, natLeg(plan, node), plan.underlayMtu), addresses: out },
    ],
    routes: defaultRoutes(routers, outer),
    neighbours: [
      ...entries(inner, addressesOn(node, card), macOf(node.name, card.name)),
      ...entries(outer, routers, macOf(routerName, natLeg(plan, node))),
    ],
    nat: valuesOf(cidr).map((range) => ({
      family: range.family,
      action: 'masquerade',
      source: { ranges: [range] },
      destination: { ranges: [range], not: true },
      comment: `-s ${range} ! -d ${range} -j MASQUERADE`,
    })),
    sysctls: {
      ...plainSysctls,
      ...(cidr.ipv4 && { 'ipv4/ip_forward': '1' }),
      ...(cidr.ipv6 && { 'ipv6/conf/all/forwarding': '1' }),
    },
  };
}

/** What the nodes' router has of all NATs: a leg to each. */
export function natLegs(plan: Plan, card: FurtherCard): Pick<Host, 'links' | 'neighbours'> {
  const each = plan.nodes.map((node) => ({ node, leg: natLeg(plan, node), ways: waysOut(plan, node, card) }));
  return {
    links: each.map(
      ({ node, leg, ways }): VethLink => ({
        ...cable(routerName, leg, natName(node), outer, plan.underlayMtu),
        addresses: ways.map(({ router, prefix }) => ({ address: router, prefix })),
      }),
    ),
    neighbours: each.flatMap(({ node, leg, ways }) => {
      const nats = ways.map(({ nat }) => nat);
      return entries(leg, nats, macOf(natName(node), outer));
    }),
  };
}
