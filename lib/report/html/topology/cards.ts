/** The cards of nodes as they are drawn, with the networks that they are in. */
import type { Host, VethLink } from '../../../datapath';
import { valuesOf } from '../../../net';
import type { Results } from '../../../results';
import { type DrawnDevice, device } from './device';
import type { Felt } from './felt';

/** A card as it is drawn. */
export interface DrawnCard extends DrawnDevice {
  readonly network: NonNullable<DrawnDevice['network']>;
  /** The host at the other end of its cable: a switch, or a NAT. */
  readonly at: string;
}

/** What a further card leads to, as it is drawn. */
export interface DrawnNetwork {
  /** Name of the host that it is: a switch of all nodes', or a NAT of one's own. */
  readonly name: string;
  readonly title: string;
  /** Its range, or the address that what leaves by a NAT has. */
  readonly detail: string;
  readonly felt: readonly string[];
}

type Hosts = ReadonlyMap<string, Host>;

/** The node's cards, in the plan's order: links to switches and to routers. */
export function cardsOf(
  host: Host | undefined,
  { cards = [] }: Results['plan'],
  hosts: Hosts,
  felt: Felt,
): DrawnCard[] {
  const place = new Map(cards.map(({ name }, i) => [name, i]));
  const found = (host?.links ?? []).flatMap((link) => (isCard(link, hosts) ? [link] : []));
  return [...found]
    .sort((a, b) => (place.get(a.name) ?? 0) - (place.get(b.name) ?? 0))
    .map((link) => ({
      ...device(link, felt.onLink(host!.name, link.name)),
      network: cards.find(({ name }) => name === link.name)?.network ?? 'nodes',
      at: link.peer.host,
    }));
}

const isCard = (link: Host['links'][number], hosts: Hosts): link is VethLink =>
  link.type === 'veth' && ['switch', 'router'].includes(hosts.get(link.peer.host)?.role ?? '');

/** The subnets that nodes have further cards in. */
export function subnetsOf(
  { cards = [], zones }: Results['plan'],
  drawn: readonly DrawnCard[],
  felt: Felt,
): DrawnNetwork[] {
  return cards.flatMap(({ name, network, cidr }) => {
    const at = drawn.find((card) => card.network === 'subnet' && card.name === name)?.at;
    if (network !== 'subnet' || !cidr || at === undefined) return [];
    return [
      {
        name: at,
        title: `switch of ${name}${zones.length > 1 ? ', of all zones' : ''}`,
        detail: valuesOf(cidr).join(', '),
        felt: felt.onHost(at),
      },
    ];
  });
}

/** The node's own NAT; undefined where it has none. */
export function natOf(
  cards: readonly DrawnCard[],
  node: string,
  hosts: Hosts,
  felt: Felt,
): DrawnNetwork | undefined {
  const at = cards.find(({ network }) => network === 'nat')?.at;
  const nat = at === undefined ? undefined : hosts.get(at);
  const outer = nat?.links.find((link) => link.type === 'veth' && link.peer.host !== node);
  if (!nat || !outer) return undefined;
  const address = outer.addresses.map((one) => `${one.address}`).join(', ');
  return { name: nat.name, title: 'NAT', detail: address, felt: felt.onHost(nat.name) };
}
