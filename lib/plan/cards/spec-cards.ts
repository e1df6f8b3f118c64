/** What a spec says of its nodes' cards, with what holds where it does not, and the addresses that follow. */
import { Cidr } from '../../net';
import type { NodePosition } from '../node-position';
import type { Plan, PlanCard, PlanNode } from '../plan';
import type { TakenRange } from '../special-ranges';
import type { TestbedSpec } from '../testbed-spec';

/** A card as a spec has it. */
export type SpecCard = TestbedSpec['cards'][number];

/** What VirtualBox and QEMU give the first NAT card of every machine (VirtualBox, user manual, "Network Address Translation"). */
const usualNat = Cidr.parse('10.0.2.0/24');
/**
 * Where a lab's NATs have the addresses that they give to what leaves (RFC 2544: for tests of network devices). No real network
 * has them.
 */
export const natOutside: Cidr = Cidr.parse('198.18.0.0/15');

/** What is taken beside the spec's own ranges, where a card is behind a NAT. */
export function takenByNat({ cards }: Pick<TestbedSpec, 'cards'>): TakenRange[] {
  const by = "test networks, addresses of a lab's NATs among them";
  return cards.some(({ network }) => network === 'nat') ? [{ cidr: natOutside, by }] : [];
}

/** The place of every machine in a NAT network, counted from the base of its range. */
export const natHost = 15;
/** The place of the router there. */
const natGateway = 2;
/** The longest prefix that has room for both. */
export const longestNatPrefix = 27;

/** The range of a card's own network; undefined of the node network, and of a subnet that says none. */
export function cardRange({ network, cidr }: SpecCard): Cidr | undefined {
  if (network === 'nodes') return undefined;
  return cidr ?? (network === 'nat' ? usualNat : undefined);
}

/** The ranges of the cards' own networks, with their fields. */
export function cardRanges({ cards }: Pick<TestbedSpec, 'cards'>): { field: string; cidr: Cidr }[] {
  return cards.flatMap((card, i) => {
    const cidr = cardRange(card);
    return cidr ? [{ field: `cards[${i}].cidr`, cidr }] : [];
  });
}

/** Index of the card that the default route leads by; the first's, where none says so. */
export function defaultRouteCard({ cards }: Pick<TestbedSpec, 'cards'>): number {
  return Math.max(
    0,
    cards.findIndex(({ defaultRoute }) => defaultRoute),
  );
}

/** A node's addresses on its further cards, as the plan has them. */
export function cardAddresses(spec: TestbedSpec, { share }: NodePosition): Pick<PlanNode, 'cards'> {
  const entries = spec.cards.flatMap((card) => {
    const range = cardRange(card);
    if (!range) return [];
    const place = share < 0 ? share - 1 : spec.firstNodeHost + share; // -1 is the broadcast address
    return [[card.name, range.at(card.network === 'nat' ? natHost : place)] as const];
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
      const cidr = cardRange(card);
      return {
        name,
        network,
        ...(cidr && { cidr, gateway: cidr.at(network === 'nat' ? natGateway : 1) }),
        ...(mtu !== undefined && { mtu }),
        ...(i === leads && { defaultRoute: true as const }),
      };
    }),
    ...(spec.nodeCard !== undefined && { nodeCard: spec.nodeCard }),
  };
}
