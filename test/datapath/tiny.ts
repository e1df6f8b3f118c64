/** Datapaths made by hand, in a few lines that read like `ip` commands. */
import {
  type Datapath,
  emptyHost,
  type Host,
  type Link,
  Network,
  type Route,
  type Walk,
} from '../../lib/datapath';
import { Address, addressBits, Cidr, macOf } from '../../lib/net';

export interface TinyLink {
  /** `host link` of the cable's other end. Absent: a bridge. */
  readonly to?: string;
  /** `10.0.0.1/24`. */
  readonly addresses?: readonly string[];
  /** @default 1500 */
  readonly mtu?: number;
  readonly master?: string;
  readonly up?: boolean;
  readonly arp?: boolean;
  /** Makes it a VXLAN device with that VNI. */
  readonly vni?: number;
  readonly local?: string;
}

export interface TinyHost extends Partial<Omit<Host, 'links' | 'routes' | 'name'>> {
  readonly links: Readonly<Record<string, TinyLink>>;
  /** `default via 10.0.0.1 dev eth0 src … metric … mtu … table … onlink`, `blackhole 10.0.0.0/8`. */
  readonly routes?: readonly string[];
}

export const forwarding = { 'ipv4/ip_forward': '1', 'ipv6/conf/all/forwarding': '1' };

export function tiny(hosts: Readonly<Record<string, TinyHost>>): Network {
  return new Network(tinyDatapath(hosts));
}

export function tinyDatapath(hosts: Readonly<Record<string, TinyHost>>): Datapath {
  const built = Object.entries(hosts).map(([name, { links, routes = [], ...rest }]) => ({
    ...emptyHost(name, 'node'),
    ...rest,
    links: Object.entries(links).map(([link, made]) => linkOf(name, link, made)),
    routes: routes.map(routeOf),
  }));
  return { hosts: built, endpoints: [] };
}

/** Sends a packet from a host to an address. */
export function send(network: Network, host: string, to: string, bytes?: number): Walk {
  return network.walk({ host, destination: Address.parse(to), protocol: 'udp', bytes });
}

function linkOf(host: string, name: string, tinyLink: TinyLink): Link {
  const { to, mtu = 1500, vni, local, addresses = [], ...rest } = tinyLink;
  const base = { ...rest, name, mtu, mac: macOf(host, name), addresses: addresses.map(interfaceAddress) };
  if (vni !== undefined)
    return { ...base, type: 'vxlan', vni, port: 8472, local: Address.parse(local!), underlay: 'eth0' };
  if (to === undefined) return { ...base, type: 'bridge' };
  const [peer, link] = to.split(' ') as [string, string];
  return { ...base, type: 'veth', peer: { host: peer, link } };
}

function interfaceAddress(text: string) {
  const [address, prefix] = text.split('/') as [string, string];
  return { address: Address.parse(address), prefix: Number(prefix) };
}

export function routeOf(text: string): Route {
  const words = text.split(' ');
  const type = ['blackhole', 'unreachable', 'throw'].includes(words[0]!)
    ? (words.shift() as Route['type'])
    : undefined;
  const destination = rangeOf(words.shift()!);
  const after = (word: string) => (words.includes(word) ? words[words.indexOf(word) + 1] : undefined);
  const number = (word: string) => (after(word) === undefined ? undefined : Number(after(word)));
  const address = (word: string) => (after(word) === undefined ? undefined : Address.parse(after(word)!));
  return {
    destination,
    type,
    via: address('via'),
    link: after('dev') ?? (type ? undefined : 'eth0'),
    source: address('src'),
    metric: number('metric'),
    mtu: number('mtu'),
    table: number('table'),
    onlink: words.includes('onlink'),
  };
}

function rangeOf(text: string): Cidr {
  if (text === 'default') return Cidr.parse('0.0.0.0/0');
  if (text.includes('/')) return Cidr.parse(text);
  const address = Address.parse(text);
  return Cidr.around(address, addressBits(address.family));
}
