/**
 * The commands that give the kernel a datapath's state: computed as data, without privileges, and run later by the
 * agent inside the lab.
 */

import {
  addressWords,
  type Datapath,
  forwardingWords,
  type Host,
  type Link,
  linkWords,
  neighbourWords,
  type Route,
  routeWords,
} from '../../datapath';
import type { Address, Family } from '../../net';
import { policyRuleWords } from '../../state';
import { type BirdBatch, birdBatch, isBirds } from './bird';
import { cableLines } from './cable-lines';
import { nftRuleset } from './ruleset';
import { wireguardConfig } from './wireguard';

/** Paths under /proc/sys/net with their values. */
export type Sysctls = readonly (readonly [path: string, value: string])[];

/** Input for one namespace. */
export interface HostBatch {
  readonly namespace: string;
  /** Lines for `ip -batch`. */
  readonly ip: readonly string[];
  /** Lines for `ip -6 -batch`, behind those: the family holds for a whole batch. */
  readonly ip6: readonly string[];
  /** Lines for `bridge -batch`. */
  readonly bridge: readonly string[];
  /** Input for `nft -f`; empty where there is nothing to translate. */
  readonly nft: string;
  /** WireGuard devices with their input for `wg setconf`. */
  readonly wireguard: readonly (readonly [device: string, config: string])[];
  /** The routing daemon, where one is to be run. */
  readonly bird?: BirdBatch;
  /** Settings that name links. */
  readonly sysctls: Sysctls;
}

/** What is made before any host has its state. */
export interface Groundwork {
  readonly namespaces: readonly {
    readonly name: string;
    /** Paths under /proc/sys/net with their values, before there are links. */
    readonly sysctls: Sysctls;
  }[];
  /** Lines for one `ip -batch` that makes both ends of every cable. */
  readonly cables: readonly string[];
}

/** The namespaces and cables of a datapath. */
export function groundwork({ hosts }: Datapath): Groundwork {
  return {
    namespaces: hosts.map((host) => ({ name: host.name, sysctls: sysctlsBefore(host) })),
    cables: cableLines(hosts),
  };
}

/** A host's own state. @param bird whether BIRD programs its routes itself; else they are programmed directly */
export function hostBatch(host: Host, bird: boolean): HostBatch {
  return batchOf(host, bird ? birdBatch(host) : undefined);
}

/** Settings that name a link, which is there only later. */
function ofLinks(host: Host): (setting: readonly [string, string]) => boolean {
  return ([path]) => host.links.some((link) => path.includes(`/${link.name}/`));
}

function sysctlsBefore(host: Host): [string, string][] {
  const late = ofLinks(host);
  return [...ipv6Sysctls(host), ...Object.entries(host.sysctls).filter((setting) => !late(setting))];
}

function batchOf(host: Host, bird: BirdBatch | undefined): HostBatch {
  const routes = bird ? host.routes.filter((route) => !isBirds(route)) : host.routes;
  return {
    namespace: host.name,
    ip: [
      'link set dev lo up',
      ...linkLines(host),
      ...routeLines(routes),
      ...ruleLines(host, 'ipv4'),
      ...neighbourLines(host),
      ...downLines(host),
    ],
    ip6: ruleLines(host, 'ipv6'),
    bridge: host.forwarding.map((entry) => line('fdb replace', forwardingWords(entry))),
    nft: nftRuleset(host),
    wireguard: host.links.flatMap((link) =>
      link.type === 'wireguard' ? [[link.name, wireguardConfig(link)] as const] : [],
    ),
    bird,
    sysctls: Object.entries(host.sysctls).filter(ofLinks(host)),
  };
}

/** Hosts without IPv6 get none at all; others use their addresses at once, without asking around whether they are free. */
function ipv6Sysctls(host: Host): [string, string][] {
  const used = host.links.some((link) => link.addresses.some(({ address }) => address.family === 'ipv6'));
  const settings = used ? { accept_dad: '0', accept_ra: '0', autoconf: '0' } : { disable_ipv6: '1' };
  return Object.entries(settings).flatMap(([name, value]) =>
    ['all', 'default'].map((scope): [string, string] => [`ipv6/conf/${scope}/${name}`, value]),
  );
}

function linkLines(host: Host): string[] {
  return [
    ...host.links.flatMap(creationLines),
    ...host.links.flatMap((link) => (link.master ? [`link set dev ${link.name} master ${link.master}`] : [])),
    ...host.links.flatMap((link) =>
      link.hairpin ? [`link set dev ${link.name} type bridge_slave hairpin on`] : [],
    ),
    ...host.links.flatMap((link) =>
      link.isolated ? [`link set dev ${link.name} type bridge_slave isolated on`] : [],
    ),
    ...host.links.flatMap((link) => (link.arp === false ? [`link set dev ${link.name} arp off`] : [])),
    ...host.links.flatMap((link) =>
      link.addresses.map(
        (entry) => `${line('addr replace', addressWords(entry, link.name))}${noDad(entry.address)}`,
      ),
    ),
    ...host.links.map(({ name }) => `link set dev ${name} up`),
  ];
}

/** Links that are down go down last: the kernel takes no route by a link that is down already. */
function downLines(host: Host): string[] {
  return host.links.flatMap(({ name, up }) => (up === false ? [`link set dev ${name} down`] : []));
}

const line = (verb: string, words: readonly string[]) => [verb, ...words].join(' ');
const noDad = (address: Address) => (address.family === 'ipv6' ? ' nodad' : '');

function creationLines(link: Link): string[] {
  const words = linkWords(link);
  if (words) return [line('link add', words)];
  // A cable is made with its other end; the module's own device is in every namespace.
  return link.type === 'ipip' ? [`link set dev ${link.name} mtu ${link.mtu}`] : [];
}

/** Routes to what is on a link come first: the kernel must know the way to a next hop before it takes it. */
function routeLines(routes: readonly Route[]): string[] {
  const rank = (route: Route) => (route.via ? 1 : 0);
  return [...routes].sort((a, b) => rank(a) - rank(b)).map((route) => line('route add', routeWords(route)));
}

function ruleLines({ rules }: Host, family: Family): string[] {
  return rules
    .filter((rule) => rule.family === family)
    .map((rule) => line('rule add', policyRuleWords(rule)));
}

function neighbourLines(host: Host): string[] {
  return host.neighbours.map((entry) => line('neigh replace', neighbourWords(entry)));
}
