import { type Address, addressBits, Cidr, isLinkLocal } from '../net';
import type { Host, InterfaceAddress, Link, Route } from './host';

/** The addresses of a host's links, and which of them its packets get. */
export class OwnAddresses {
  private readonly local: ReadonlySet<string>;
  private broadcasts?: ReadonlySet<string>;

  constructor(private readonly links: Host['links']) {
    this.local = new Set(links.flatMap(({ addresses }) => addresses.map(({ address }) => `${address}`)));
  }

  /** Whether the address is one of the host's own. */
  has(address: Address): boolean {
    return this.local.has(address.toString()) || loopback[address.family].contains(address);
  }

  /** The kernel's type of an address, as far as no route says. @param link whose addresses alone count as local */
  typeOf(address: Address, link?: string): 'local' | 'broadcast' | 'multicast' | 'unicast' {
    if (multicast[address.family].contains(address)) return 'multicast';
    if (this.isLocal(address, link)) return 'local';
    return address.family === 'ipv4' && this.isBroadcast(address) ? 'broadcast' : 'unicast';
  }

  /** The source address of a packet that this host starts: the route's, else one of the link's, else any other. */
  sourceFor(route: Route, link: Link, nextHop: Address, destination: Address): Address | undefined {
    if (route.source) return route.source;
    const usable = ({ address }: InterfaceAddress) =>
      address.family === destination.family && (!isLinkLocal(address) || isLinkLocal(destination));
    const onLink = link.addresses.filter(usable);
    const candidates =
      onLink.length > 0 ? onLink : this.links.flatMap(({ addresses }) => addresses).filter(usable);
    if (destination.family === 'ipv6') return longestMatch(candidates, destination)?.address;
    const nearest = onLink.find(({ address, prefix }) => Cidr.around(address, prefix).contains(nextHop));
    return (nearest ?? candidates[0])?.address;
  }

  /**
   * The address that masquerading gives to what leaves by the link: the link's own, else that of the device that was
   * made first and has one (inet_select_addr in the kernel): the cable to the switch, on a node. Of IPv6, the one of all
   * that suits the destination best (ipv6_dev_get_saddr).
   */
  masquerade(link: string, destination: Address): Address | undefined {
    const { family } = destination;
    const ofFamily = ({ addresses }: Link) =>
      addresses.find(({ address }) => address.family === family && !isLinkLocal(address))?.address;
    const rank = ({ name, type }: Link) => (name === link ? 2 : Number(type === 'veth'));
    if (family === 'ipv6') {
      const usable = ({ address }: InterfaceAddress) => address.family === family && !isLinkLocal(address);
      const own = this.links.find(({ name }) => name === link)?.addresses.filter(usable) ?? [];
      const others = this.links.flatMap(({ addresses }) => addresses).filter(usable);
      return longestMatch(own.length > 0 ? own : others, destination)?.address;
    }
    const byRank = [...this.links].sort((a, b) => rank(b) - rank(a));
    return byRank.map(ofFamily).find((address) => address !== undefined);
  }

  private isLocal(address: Address, link: string | undefined): boolean {
    if (link === undefined) return this.has(address);
    return this.links.some(
      ({ name, addresses }) => name === link && addresses.some((own) => own.address.equals(address)),
    );
  }

  private isBroadcast(address: Address): boolean {
    this.broadcasts ??= new Set(
      this.links
        .flatMap(({ addresses }) => addresses)
        .filter((own) => own.address.family === 'ipv4' && own.prefix < 31)
        .map((own) => `${Cidr.around(own.address, own.prefix).at(-1)}`),
    );
    return address.value === 0xffff_ffffn || this.broadcasts.has(`${address}`);
  }
}

const multicast = { ipv4: Cidr.parse('224.0.0.0/4'), ipv6: Cidr.parse('ff00::/8') };
const loopback = { ipv4: Cidr.parse('127.0.0.0/8'), ipv6: Cidr.parse('::1/128') };

/** RFC 6724, rule 8: of several addresses, the one that shares the longest prefix with the destination. */
function longestMatch(
  candidates: readonly InterfaceAddress[],
  destination: Address,
): InterfaceAddress | undefined {
  const difference = ({ address }: InterfaceAddress) => address.value ^ destination.value;
  return candidates.reduce<InterfaceAddress | undefined>(
    (best, next) => (best && difference(best) <= difference(next) ? best : next),
    undefined,
  );
}

/** What the kernel adds by itself when an address with a prefix is set. */
export function connectedRoutes(link: Pick<Link, 'name' | 'addresses'>): Route[] {
  return link.addresses
    .filter(({ address, prefix, withoutRoute }) => !withoutRoute && prefix < addressBits(address.family))
    .map(({ address, prefix }) => ({
      destination: Cidr.around(address, prefix),
      link: link.name,
      protocol: 'kernel',
      metric: address.family === 'ipv6' ? 256 : 0,
      ...(address.family === 'ipv4' ? { source: address } : {}),
    }));
}
