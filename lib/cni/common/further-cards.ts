/**
 * Cards of the nodes beside the one in the node network. A subnet is a switch with all nodes on it, of whichever zone, and a
 * leg of the router; behind a NAT card is a router of the node's own.
 */
import { emptyHost, type Host, type Neighbour, type VethLink } from '../../datapath';
import { macOf, valuesOf } from '../../net';
import type { Plan, PlanCard, PlanNode } from '../../plan';
import { natEnd, natHost, natLegs } from './card-nats';
import {
  addressesOn,
  defaultRoutes,
  entries,
  type FurtherCard,
  furtherCards,
  inNetwork,
} from './further-card';
import { cable, plainSysctls, routerName, shortName } from './wiring';

const subnetName = ({ name }: PlanCard) => `net.${name}`;
const subnetLeg = ({ name }: PlanCard) => `net-${shortName(name)}`;
const portName = (plan: Plan, node: PlanNode) => `port-${plan.nodes.indexOf(node) + 1}`;

/** The other end of the card's cable. */
const facing = (plan: Plan, node: PlanNode, card: FurtherCard) =>
  card.network === 'nat' ? natEnd(node) : { host: subnetName(card), link: portName(plan, node) };

/** Who answers for the card's gateway. */
function gatewayMac(node: PlanNode, card: FurtherCard): string {
  if (card.network === 'subnet') return macOf(routerName, subnetLeg(card));
  const { host, link } = natEnd(node);
  return macOf(host, link);
}

/** What a node has of its further cards: links, permanent neighbours, and the default route where it leads by one. */
export function furtherState(plan: Plan, node: PlanNode): Pick<Host, 'links' | 'neighbours' | 'routes'> {
  const cards = furtherCards(plan);
  return {
    links: cards.map((card): VethLink => {
      const { host, link } = facing(plan, node, card);
      const addresses = inNetwork(card, addressesOn(node, card));
      return { ...cable(node.name, card.name, host, link, card.mtu), addresses };
    }),
    neighbours: cards.flatMap((card): Neighbour[] => [
      ...entries(card.name, valuesOf(card.gateway), gatewayMac(node, card)),
      ...(card.network === 'nat' ? [] : others(plan, node, card)),
    ]),
    routes: cards.flatMap(({ name, gateway, defaultRoute }) =>
      defaultRoute ? defaultRoutes(valuesOf(gateway), name) : [],
    ),
  };
}

function others(plan: Plan, node: PlanNode, card: FurtherCard): Neighbour[] {
  return plan.nodes.flatMap((other) =>
    other === node ? [] : entries(card.name, addressesOn(other, card), macOf(other.name, card.name)),
  );
}

/** The switches of subnets and the routers of NATs. */
export function furtherHosts(plan: Plan): Host[] {
  return furtherCards(plan).flatMap((card) =>
    card.network === 'nat' ? plan.nodes.map((node) => natHost(plan, node, card)) : [subnetSwitch(plan, card)],
  );
}

function subnetSwitch(plan: Plan, card: FurtherCard): Host {
  const name = subnetName(card);
  const port = (own: string, host: string, link: string): VethLink => ({
    ...cable(name, own, host, link, card.mtu),
    master: 'bridge',
  });
  return {
    ...emptyHost(name, 'switch'),
    links: [
      { type: 'bridge', name: 'bridge', mac: macOf(name, 'bridge'), mtu: card.mtu, addresses: [] },
      ...plan.nodes.map((node) => port(portName(plan, node), node.name, card.name)),
      port('router', routerName, subnetLeg(card)),
    ],
    sysctls: plainSysctls,
  };
}

/** What the router has of them: a leg in each subnet, and one to each NAT. */
export function furtherLegs(plan: Plan): Pick<Host, 'links' | 'neighbours'> {
  const legs = furtherCards(plan).map((card) =>
    card.network === 'nat' ? natLegs(plan, card) : subnetLegs(plan, card),
  );
  return {
    links: legs.flatMap(({ links }) => links),
    neighbours: legs.flatMap(({ neighbours }) => neighbours),
  };
}

function subnetLegs(plan: Plan, card: FurtherCard): Pick<Host, 'links' | 'neighbours'> {
  const leg = subnetLeg(card);
  return {
    links: [
      {
        ...cable(routerName, leg, subnetName(card), 'router', card.mtu),
        addresses: inNetwork(card, valuesOf(card.gateway)),
      },
    ],
    neighbours: plan.nodes.flatMap((node) =>
      entries(leg, addressesOn(node, card), macOf(node.name, card.name)),
    ),
  };
}
