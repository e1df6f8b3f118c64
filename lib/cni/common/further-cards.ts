/**
 * Cards of the nodes beside the one in the node network. A subnet is a switch with all nodes on it and a leg of the router. A
 * NAT is a router of the node's own, as VirtualBox and QEMU have one in every machine's process: it gives what leaves an
 * address of its own, by which answers find back to it, and lets in nothing else.
 */
import { emptyHost, type Host, type Neighbour, type Route, type VethLink } from '../../datapath';
import { type Address, Cidr, macOf } from '../../net';
import { natOutside, type Plan, type PlanCard, type PlanNode } from '../../plan';
import { cable, plainSysctls, routerName, shortName } from './wiring';

/** A card that is not in the node network, with its range. */
interface FurtherCard extends PlanCard {
  readonly cidr: Cidr;
  readonly gateway: Address;
  readonly mtu: number;
}

/** Names of a NAT router's links to its node and to what is outside. */
const [inner, outer] = ['lan', 'wan'];

const natName = (node: PlanNode) => `nat.${node.name}`;
const subnetName = ({ name }: PlanCard) => `net.${name}`;
const natLeg = (plan: Plan, node: PlanNode) => `nat-${plan.nodes.indexOf(node) + 1}`;
const subnetLeg = ({ name }: PlanCard) => `net-${shortName(name)}`;
const portName = (plan: Plan, node: PlanNode) => `port-${plan.nodes.indexOf(node) + 1}`;

function furtherCards({ cards = [], underlayMtu }: Plan): FurtherCard[] {
  return cards.flatMap(({ cidr, gateway, mtu = underlayMtu, ...card }) =>
    cidr && gateway ? [{ ...card, cidr, gateway, mtu }] : [],
  );
}

const addressOn = (node: PlanNode, card: FurtherCard) => {
  const address = node.cards?.[card.name];
  return address ? [{ address, prefix: card.cidr.prefix }] : [];
};

/** The other end of the card's cable. */
const facing = (plan: Plan, node: PlanNode, card: FurtherCard) =>
  card.network === 'nat'
    ? { host: natName(node), link: inner }
    : { host: subnetName(card), link: portName(plan, node) };

/** Who answers for the card's gateway. */
const gatewayMac = (node: PlanNode, card: FurtherCard) =>
  card.network === 'nat' ? macOf(natName(node), inner) : macOf(routerName, subnetLeg(card));

/** What a node has of its further cards: links, permanent neighbours, and the default route where it leads by one. */
export function furtherState(plan: Plan, node: PlanNode): Pick<Host, 'links' | 'neighbours' | 'routes'> {
  const cards = furtherCards(plan);
  return {
    links: cards.map((card): VethLink => {
      const { host, link } = facing(plan, node, card);
      return { ...cable(node.name, card.name, host, link, card.mtu), addresses: addressOn(node, card) };
    }),
    neighbours: cards.flatMap((card): Neighbour[] => [
      { link: card.name, address: card.gateway, mac: gatewayMac(node, card) },
      ...(card.network === 'nat' ? [] : others(plan, node, card)),
    ]),
    routes: cards.flatMap(({ name, gateway, defaultRoute }): Route[] =>
      defaultRoute ? [{ destination: new Cidr(gateway.family, 0n, 0), via: gateway, link: name }] : [],
    ),
  };
}

function others(plan: Plan, node: PlanNode, card: FurtherCard): Neighbour[] {
  return plan.nodes.flatMap((other) =>
    other === node
      ? []
      : addressOn(other, card).map(({ address }) => ({
          link: card.name,
          address,
          mac: macOf(other.name, card.name),
        })),
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

/** A network of two addresses between the router and each NAT: the router's and the NAT's. */
function transit(plan: Plan, node: PlanNode): { router: Address; nat: Address; prefix: number } {
  const base = 4 * plan.nodes.indexOf(node);
  return { router: natOutside.at(base + 1), nat: natOutside.at(base + 2), prefix: 30 };
}

function natHost(plan: Plan, node: PlanNode, card: FurtherCard): Host {
  const { router, nat, prefix } = transit(plan, node);
  const name = natName(node);
  const [own] = addressOn(node, card);
  const { cidr, gateway, mtu } = card;
  return {
    ...emptyHost(name, 'router'),
    links: [
      {
        ...cable(name, inner, node.name, card.name, mtu),
        addresses: [{ address: gateway, prefix: cidr.prefix }],
      },
      {
        ...cable(name, outer, routerName, natLeg(plan, node), plan.underlayMtu),
        addresses: [{ address: nat, prefix }],
      },
    ],
    routes: [{ destination: new Cidr('ipv4', 0n, 0), via: router, link: outer }],
    neighbours: [
      ...(own ? [{ link: inner, address: own.address, mac: macOf(node.name, card.name) }] : []),
      { link: outer, address: router, mac: macOf(routerName, natLeg(plan, node)) },
    ],
    nat: [
      {
        family: 'ipv4',
        action: 'masquerade',
        source: { ranges: [cidr] },
        destination: { ranges: [cidr], not: true },
        comment: `-s ${cidr} ! -d ${cidr} -j MASQUERADE`,
      },
    ],
    sysctls: { ...plainSysctls, 'ipv4/ip_forward': '1' },
  };
}

/** What the router has of them: a leg in each subnet, and one to each NAT. */
export function furtherLegs(plan: Plan): Pick<Host, 'links' | 'neighbours'> {
  const cards = furtherCards(plan);
  return {
    links: cards.flatMap((card): VethLink[] =>
      card.network === 'nat' ? natLegs(plan) : [subnetLegOf(card)],
    ),
    neighbours: cards.flatMap((card) =>
      plan.nodes.flatMap((node): Neighbour[] =>
        card.network === 'nat'
          ? [{ link: natLeg(plan, node), address: transit(plan, node).nat, mac: macOf(natName(node), outer) }]
          : addressOn(node, card).map(({ address }) => ({
              link: subnetLeg(card),
              address,
              mac: macOf(node.name, card.name),
            })),
      ),
    ),
  };
}

function natLegs(plan: Plan): VethLink[] {
  return plan.nodes.map((node) => {
    const { router, prefix } = transit(plan, node);
    return {
      ...cable(routerName, natLeg(plan, node), natName(node), outer, plan.underlayMtu),
      addresses: [{ address: router, prefix }],
    };
  });
}

function subnetLegOf(card: FurtherCard): VethLink {
  return {
    ...cable(routerName, subnetLeg(card), subnetName(card), 'router', card.mtu),
    addresses: [{ address: card.gateway, prefix: card.cidr.prefix }],
  };
}
