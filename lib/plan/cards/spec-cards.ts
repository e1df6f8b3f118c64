/** What a spec says of its nodes' cards, with what holds where it does not, and the addresses that follow. */
import { addressBits, allFamilies, Cidr, type Family, mapFamilies, type PerFamily } from '../../net';
import type { NodePosition } from '../node-position';
import type { Plan, PlanCard, PlanNode } from '../plan';
import { specFamilies, twinOf } from '../spec-families';
import type { TakenRange } from '../special-ranges';
import type { TestbedSpec } from '../testbed-spec';

/** A card as a spec has it. */
export type SpecCard = TestbedSpec['cards'][number];

/** What of a spec its cards follow from. */
type CardFields = Pick<TestbedSpec, 'cards' | 'ipFamily'>;

/** What VirtualBox and QEMU give the first NAT card of every machine (VirtualBox, user manual, "Network Address Translation"). */
const usualNat = Cidr.parse('10.0.2.0/24');
/**
 * Where a lab's NATs have the addresses that they give to what leaves (RFC 2544, RFC 5180: for tests of network devices). No
 * real network has them.
 */
export const natOutside: Readonly<Record<Family, Cidr>> = {
  ipv4: Cidr.parse('198.18.0.0/15'),
  ipv6: Cidr.parse('2001:2::/48'),
};

/** What is taken beside the spec's own ranges, where a card or a node is behind a NAT. */
export function takenByNat(spec: CardFields & Pick<TestbedSpec, 'nodes'>): TakenRange[] {
  const by = "test networks, addresses of a lab's NATs among them";
  const nats = spec.cards.filter(({ network }) => network === 'nat');
  const translated = allFamilies.filter(
    (family) =>
      nats.some((card) => cardRange(spec, card)?.[family]) ||
      (family === 'ipv4' && spec.nodes.some(({ externalAddress }) => externalAddress)),
  );
  return translated.map((family) => ({ cidr: natOutside[family], by }));
}

/** The place of every machine in a NAT network, counted from the base of its range. */
export const natHost = 15;
/** The place of the router there. */
const natGateway = 2;
/** The longest prefix that has room for both. */
export const longestNatPrefix = (family: Family): number => addressBits(family) - 5;

/**
 * The ranges of a card's own network: those that it says of the cluster's families, and of a NAT IPv4's, which machines have
 * there whatever the cluster has. Undefined of the node network, and of a subnet that says none.
 */
export function cardRange(spec: CardFields, card: SpecCard): PerFamily<Cidr> | undefined {
  const { network, cidr, cidrIPv6 } = card;
  if (network === 'nodes') return undefined;
  const families = specFamilies(spec);
  const ipv4 = network === 'nat' ? (cidr ?? usualNat) : families.includes('ipv4') ? cidr : undefined;
  const ipv6 = families.includes('ipv6') ? cidrIPv6 : undefined;
  if (ipv4) return { ipv4, ...(ipv6 && { ipv6 }) };
  return ipv6 && { ipv6 };
}

/** The ranges of the cards' own networks in a family, with their fields. */
export function cardRanges(spec: CardFields, family: Family): { field: string; cidr: Cidr }[] {
  return spec.cards.flatMap((card, i) => {
    const cidr = cardRange(spec, card)?.[family];
    return cidr ? [{ field: `cards[${i}].cidr${twinOf(family)}`, cidr }] : [];
  });
}

/** Index of the card that the default route leads by; the first's, where none says so. */
function defaultRouteCard({ cards }: CardFields): number {
  return Math.max(
    0,
    cards.findIndex(({ defaultRoute }) => defaultRoute),
  );
}

/** The further card that a family's default route leads by; undefined where it leads by the one in the node network. */
export function leavingCard(spec: CardFields, family: Family): SpecCard | undefined {
  const card = spec.cards[defaultRouteCard(spec)];
  return card && cardRange(spec, card)?.[family] ? card : undefined;
}

/** A node's addresses on its further cards, as the plan has them. */
export function cardAddresses(spec: TestbedSpec, { share }: NodePosition): Pick<PlanNode, 'cards'> {
  const entries = spec.cards.flatMap((card) => {
    const ranges = cardRange(spec, card);
    if (!ranges) return [];
    const place = share < 0 ? share - 1 : spec.firstNodeHost + share; // -1 is the broadcast address
    const host = card.network === 'nat' ? natHost : place;
    return [[card.name, mapFamilies(ranges, (range) => range.at(host))] as const];
  });
  return entries.length > 0 ? { cards: Object.fromEntries(entries) } : {};
}

/** The cards as the plan has them. */
export function planCards(spec: TestbedSpec): Pick<Plan, 'cards' | 'nodeCard'> {
  if (spec.cards.length === 0) return {};
  const leads = defaultRouteCard(spec);
  return {
    cards: spec.cards.map((card, i): PlanCard => {
      const { name, network, mtu } = card;
      const cidr = cardRange(spec, card);
      const router = network === 'nat' ? natGateway : 1;
      return {
        name,
        network,
        ...(cidr && { cidr, gateway: mapFamilies(cidr, (range) => range.at(router)) }),
        ...(mtu !== undefined && { mtu }),
        ...(i === leads && { defaultRoute: true as const }),
      };
    }),
    ...(spec.nodeCard !== undefined && { nodeCard: spec.nodeCard }),
  };
}
