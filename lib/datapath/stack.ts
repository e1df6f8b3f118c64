import { type Address, addressBits, Cidr, type Family } from '../net';
import type { Host, InterfaceAddress, Link, NatRule, Route, RoutingRule } from './host';
import { mainTable, type RouteTable, routesOf, tableKey } from './route-table';

/** The kernel's own rules for the main table; rules of a higher number are asked after it. */
const mainRules: readonly RoutingRule[] = (['ipv4', 'ipv6'] as const).map((family) => ({
  priority: 32_766,
  table: mainTable,
  family,
}));

/** One host's kernel state, indexed for lookups: what the walk asks of it. */
export class Stack {
  readonly links: ReadonlyMap<string, Link>;
  private readonly local = new Map<string, string>();
  private readonly tables: Map<string, RouteTable>;
  private readonly neighbours: Map<string, string>;
  private readonly forwarding: Map<string, Address>;
  private readonly rules: readonly RoutingRule[];
  private readonly reversePath: boolean;

  constructor(readonly host: Host) {
    this.links = new Map(host.links.map((link) => [link.name, link]));
    for (const link of host.links)
      for (const { address } of link.addresses) this.local.set(address.toString(), link.name);
    this.tables = routesOf(host, host.links.flatMap(connectedRoutes));
    this.rules = [...host.rules, ...mainRules].sort((a, b) => a.priority - b.priority);
    this.neighbours = new Map(host.neighbours.map((entry) => [`${entry.link} ${entry.address}`, entry.mac]));
    this.forwarding = new Map(
      host.forwarding.map((entry) => [`${entry.link} ${entry.mac}`, entry.destination]),
    );
    this.reversePath = Object.entries(host.sysctls).some(
      ([path, value]) => path.endsWith('/rp_filter') && value !== '0',
    );
  }

  /** Whether the address is one of the host's own. */
  owns(address: Address): boolean {
    return this.local.has(address.toString());
  }

  /** The route that the kernel takes: the first that the tables of the policy rules have, in order of priority. */
  route(destination: Address, source?: Address): Route | undefined {
    const { family } = destination;
    for (const rule of this.rules) {
      if (rule.family !== family || (rule.from && !(source && rule.from.contains(source)))) continue;
      const found = this.tables.get(tableKey(family, rule.table))?.lookup(destination);
      if (found && found.type !== 'throw') return found;
    }
    return undefined;
  }

  permanentNeighbour(link: string, address: Address): string | undefined {
    return this.neighbours.get(`${link} ${address}`);
  }

  tunnelEnd(link: string, mac: string): Address | undefined {
    return this.forwarding.get(`${link} ${mac}`);
  }

  ports(bridge: string): Link[] {
    return this.host.links.filter((link) => link.master === bridge);
  }

  sysctl(path: string): string | undefined {
    return this.host.sysctls[path];
  }

  forwards(family: Family): boolean {
    return this.sysctl(family === 'ipv4' ? 'ipv4/ip_forward' : 'ipv6/conf/all/forwarding') === '1';
  }

  /** Reverse path filter of a link: 0 off, 1 strict, 2 loose. The higher of `all` and the link's own counts. */
  reversePathFilter(link: string): number {
    if (!this.reversePath) return 0;
    const own = Number(
      this.sysctl(`ipv4/conf/${link}/rp_filter`) ?? this.sysctl('ipv4/conf/default/rp_filter') ?? 0,
    );
    return Math.max(Number(this.sysctl('ipv4/conf/all/rp_filter') ?? 0), own);
  }

  /** The source address of a packet that this host starts: the route's, else one of the link's, else any other. */
  sourceFor(route: Route, nextHop: Address, destination: Address): Address | undefined {
    if (route.source) return route.source;
    const usable = ({ address }: InterfaceAddress) =>
      address.family === destination.family && (!isLinkLocal(address) || isLinkLocal(destination));
    const onLink = this.links.get(route.link!)!.addresses.filter(usable);
    const candidates =
      onLink.length > 0 ? onLink : this.host.links.flatMap(({ addresses }) => addresses).filter(usable);
    if (destination.family === 'ipv6') return longestMatch(candidates, destination)?.address;
    const nearest = onLink.find(({ address, prefix }) => Cidr.around(address, prefix).contains(nextHop));
    return (nearest ?? candidates[0])?.address;
  }

  /**
   * The address that masquerading gives to what leaves by the link: the link's own, else that of the device that was
   * made first and has one (inet_select_addr in the kernel): the cable to the switch, on a node.
   */
  masqueradeAddress(link: Link, family: Family): Address | undefined {
    const ofFamily = ({ addresses }: Link) =>
      addresses.find(({ address }) => address.family === family && !isLinkLocal(address))?.address;
    const isCable = ({ type }: Link) => Number(type === 'veth');
    const others = [...this.host.links].sort((a, b) => isCable(b) - isCable(a));
    return ofFamily(link) ?? others.map(ofFamily).find((address) => address !== undefined);
  }

  /** First NAT rule that the packet matches. */
  natRule(source: Address, destination: Address): NatRule | undefined {
    return this.host.nat.find(
      (rule) =>
        rule.family === source.family &&
        matches(rule.source, source) &&
        matches(rule.destination, destination),
    );
  }
}

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

/** IPv6 addresses that mean something on their own link only: no source for a packet that goes further. */
function isLinkLocal({ family, value }: Address): boolean {
  return family === 'ipv6' && value >> 118n === 0xfe80n >> 6n;
}

function matches(match: NatRule['source'], address: Address): boolean {
  return !match || match.ranges.some((range) => range.contains(address)) !== (match.not ?? false);
}

/** What the kernel adds by itself when an address with a prefix is set. */
function connectedRoutes(link: Link): Route[] {
  return link.addresses
    .filter(({ address, prefix }) => prefix < addressBits(address.family))
    .map(({ address, prefix }) => ({
      destination: Cidr.around(address, prefix),
      link: link.name,
      protocol: 'kernel',
      metric: address.family === 'ipv6' ? 256 : 0,
      ...(address.family === 'ipv4' ? { source: address } : {}),
    }));
}
