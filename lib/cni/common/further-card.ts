/** A card beside the one in the node network, and what links in its network have. */
import type { Neighbour, Route } from '../../datapath';
import { type Address, Cidr, inFamily, type PerFamily, valuesOf } from '../../net';
import type { Plan, PlanCard, PlanNode } from '../../plan';

/** A card that is not in the node network, with its ranges. */
export interface FurtherCard extends PlanCard {
  readonly cidr: PerFamily<Cidr>;
  readonly gateway: PerFamily<Address>;
  readonly mtu: number;
}

/** Those that every node has. */
export function furtherCards({ cards = [], underlayMtu }: Plan): FurtherCard[] {
  return cards.flatMap(({ cidr, gateway, mtu = underlayMtu, ...card }) =>
    cidr && gateway ? [{ ...card, cidr, gateway, mtu }] : [],
  );
}

/** The node's addresses on the card. */
export function addressesOn(node: PlanNode, { name }: FurtherCard): Address[] {
  const addresses = node.cards?.[name];
  return addresses ? valuesOf(addresses) : [];
}

/** Addresses of a link in the card's network. */
export const inNetwork = ({ cidr }: FurtherCard, addresses: readonly Address[]) =>
  addresses.map((address) => ({ address, prefix: inFamily(cidr, address.family).prefix }));

/** Permanent entries for what has the addresses. */
export const entries = (link: string, addresses: readonly Address[], mac: string): Neighbour[] =>
  addresses.map((address) => ({ link, address, mac }));

/** Default routes by the gateways. */
export const defaultRoutes = (gateways: readonly Address[], link: string): Route[] =>
  gateways.map((via) => ({ destination: new Cidr(via.family, 0n, 0), via, link }));
