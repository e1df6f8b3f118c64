import type { Address, Family } from '../net';
import type { Host, Link, Route, RoutingRule } from './host';
import { netfilterOf } from './netfilter/of-host';
import type { Surroundings } from './netfilter/outcome';
import { Ruleset } from './netfilter/ruleset';
import { connectedRoutes, OwnAddresses } from './own-addresses';
import type { Packet } from './packet';
import { type RoutedBy, Routing } from './routing';

/** Entries by their link, and by what they are looked up by there. */
type ByLink<T> = ReadonlyMap<string, ReadonlyMap<string, T>>;

/** One host's kernel state, indexed for lookups: what the walk asks of it. */
export class Stack implements Surroundings {
  readonly links: ReadonlyMap<string, Link>;
  /** Its netfilter rules; absent: it has none. */
  readonly ruleset?: Ruleset;
  private readonly addresses: OwnAddresses;
  private readonly routing: Routing;
  private readonly neighbours: ByLink<string>;
  private readonly forwarding: ByLink<Address>;
  private readonly reversePath: boolean;
  private readonly forwardsByLink: boolean;

  constructor(readonly host: Host) {
    this.links = new Map(host.links.map((link) => [link.name, link]));
    this.addresses = new OwnAddresses(host.links);
    this.routing = new Routing(host, host.links.flatMap(connectedRoutes));
    this.neighbours = byLink(host.neighbours, ({ address, mac }) => [`${address}`, mac]);
    this.forwarding = byLink(host.forwarding, ({ mac, destination }) => [mac, destination]);
    const settings = Object.entries(host.sysctls);
    this.reversePath = settings.some(([path, value]) => path.endsWith('/rp_filter') && value !== '0');
    this.forwardsByLink = settings.some(([path]) => /^ipv4\/conf\/.*\/forwarding$/.test(path));
    const netfilter = netfilterOf(host);
    if (netfilter) this.ruleset = new Ruleset(netfilter, this);
  }

  /** Whether the address is one of the host's own. */
  owns(address: Address): boolean {
    return this.addresses.has(address);
  }

  /** The route that the kernel takes, by policy rules and tables. */
  route(destination: Address, source?: Address, by?: RoutedBy): Route | undefined {
    return this.routing.route(destination, source, by);
  }

  /** A policy rule that may or may not lead the packet another way. */
  unsureRule(destination: Address, source?: Address, by?: RoutedBy): RoutingRule | undefined {
    return this.routing.unsure(destination, source, by);
  }

  permanentNeighbour(link: string, address: Address): string | undefined {
    return this.neighbours.get(link)?.get(address.toString());
  }

  tunnelEnd(link: string, mac: string): Address | undefined {
    return this.forwarding.get(link)?.get(mac);
  }

  ports(bridge: string): Link[] {
    return this.host.links.filter((link) => link.master === bridge);
  }

  sysctl(path: string): string | undefined {
    return this.host.sysctls[path];
  }

  /** Whether it passes on what comes in by the link; of IPv6, one setting decides for all links. */
  forwards(family: Family, link: string): boolean {
    if (family === 'ipv6') return this.sysctl('ipv6/conf/all/forwarding') === '1';
    const own = this.forwardsByLink ? this.sysctl(`ipv4/conf/${link}/forwarding`) : undefined;
    return (own ?? this.sysctl('ipv4/ip_forward')) === '1';
  }

  /** Whether a setting of IPv4 is on for the link, by itself or for all. */
  isOn(setting: string, link: string): boolean {
    return ['all', link].some((name) => this.sysctl(`ipv4/conf/${name}/${setting}`) === '1');
  }

  /** Whether the rules of IP see what its bridges forward, and it has any. */
  filtersBridges(family: Family): boolean {
    const setting = family === 'ipv4' ? 'bridge-nf-call-iptables' : 'bridge-nf-call-ip6tables';
    return this.ruleset !== undefined && this.sysctl(`bridge/${setting}`) === '1';
  }

  /** Reverse path filter of a link: 0 off, 1 strict, 2 loose. The higher of `all` and the link's own counts. */
  reversePathFilter(link: string): number {
    if (!this.reversePath) return 0;
    const own = Number(
      this.sysctl(`ipv4/conf/${link}/rp_filter`) ?? this.sysctl('ipv4/conf/default/rp_filter') ?? 0,
    );
    return Math.max(Number(this.sysctl('ipv4/conf/all/rp_filter') ?? 0), own);
  }

  /** The source address of a packet that this host starts. */
  sourceFor(route: Route, nextHop: Address, destination: Address): Address | undefined {
    return this.addresses.sourceFor(route, this.links.get(route.link!)!, nextHop, destination);
  }

  masqueradeAddress(link: string, destination: Address): Address | undefined {
    return this.addresses.masquerade(link, destination);
  }

  addressType(address: Address, link?: string): string {
    const type = this.addresses.typeOf(address, link);
    return type === 'unicast' && address.family === 'ipv6' && !this.route(address) ? 'unreachable' : type;
  }

  linkBack({ source, destination, mark }: Packet): string | undefined {
    if (this.owns(source)) return undefined;
    const back = this.route(source, destination, { mark });
    return (back?.type ?? 'unicast') === 'unicast' ? back?.link : undefined;
  }
}

function byLink<E extends { readonly link: string }, T>(
  entries: readonly E[],
  pairOf: (entry: E) => readonly [key: string, value: T],
): ByLink<T> {
  const links = new Map<string, Map<string, T>>();
  for (const entry of entries) {
    const own = links.get(entry.link) ?? new Map<string, T>();
    links.set(entry.link, own.set(...pairOf(entry)));
  }
  return links;
}
