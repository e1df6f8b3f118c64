import type { Family } from '../../../net';
import { NotUnderstood, type Reader } from '../answers/reader';
import { rangeOf } from '../answers/values';
import type { NextHop, ReadRoute } from '../read-host';
import { familyOfRoute, type NextHopEntry, type RouteEntry, routeSchema, withEncapEnds } from './entry';
import { localTable } from './tables';

/** Types of routes that the datapath has words for. */
const types = ['unicast', 'blackhole', 'unreachable', 'prohibit', 'throw'] as const;

const commands = {
  ipv4: 'ip -j -d route show table all',
  ipv6: 'ip -j -d -6 route show table all',
} as const;

/** The routes, and the families of which they are known; of the others, a gap says why not. */
export interface ReadRoutes {
  readonly routes: readonly ReadRoute[];
  readonly known: ReadonlySet<Family>;
}

/** The routes of both families. */
export function readRoutes(reader: Reader): ReadRoutes {
  const entriesOf = (family: Family) => reader.list('routes', commands[family], routeSchema, withEncapEnds);
  const [ipv4, ipv6] = [entriesOf('ipv4'), entriesOf('ipv6')];
  const routesOf = (family: Family, entries: readonly RouteEntry[] = []) => {
    const own = entries.filter((entry) => familyOfRoute(entry) === family && !isKernels(entry));
    return reader.each('routes', commands[family], own, (entry) => routeOf(entry, family));
  };
  return {
    // iproute2 6.x shows both families where none is asked for
    routes: [...routesOf('ipv4', ipv4), ...routesOf('ipv6', ipv6 ?? ipv4)].filter(
      (route) => route !== undefined,
    ),
    known: new Set([...(ipv4 ? (['ipv4'] as const) : []), ...(ipv6 ? (['ipv6'] as const) : [])]),
  };
}

/** What the kernel keeps by itself: the routes to its own addresses, to all on a link, and to what is valid on one only. */
function isKernels({ type, dst, table, protocol, metric }: RouteEntry): boolean {
  if (['broadcast', 'multicast', 'anycast'].includes(type)) return true;
  if (protocol !== 'kernel') return false;
  if (table === localTable || dst === 'fe80::/64' || dst === 'ff00::/8') return true;
  return type === 'unreachable' && metric === 0xffff_ffff;
}

/** @returns undefined for a route whose next hops are all gone: the kernel takes none such */
function routeOf(entry: RouteEntry, family: Family): ReadRoute | undefined {
  const type = types.find((known) => known === entry.type);
  const destination = rangeOf(entry.dst, family);
  if (!type) throw new NotUnderstood(`a route of type ${entry.type}`);
  if (!destination) throw new NotUnderstood('not a destination');
  if (entry.tos !== undefined || entry.from !== undefined)
    throw new NotUnderstood('a route for some packets only');
  const hops = (entry.nexthops ?? [entry]).filter(({ flags }) => !flags?.includes('dead'));
  if (hops.length === 0) return undefined;
  const [first, ...others] = type === 'unicast' ? hops.map(nextHopOf) : [];
  const mtu = entry.metrics?.find((metrics) => metrics.mtu !== undefined)?.mtu;
  return {
    destination,
    ...(type !== 'unicast' && { type }),
    ...first,
    ...(entry.prefsrc && { source: entry.prefsrc }),
    ...(entry.metric !== undefined && { metric: entry.metric }),
    ...(mtu !== undefined && { mtu }),
    protocol: entry.protocol,
    ...(entry.table !== 254 && { table: entry.table }),
    ...(others.length > 0 && { others }),
  };
}

function nextHopOf({ gateway, via, dev, flags, encap, id, encap_dst }: NextHopEntry): NextHop {
  if (dev === undefined) throw new NotUnderstood('a next hop without a link');
  if (encap !== undefined && !(/^ip6?$/.test(encap) && encap_dst))
    throw new NotUnderstood(`wrapped by ${encap}`);
  const next = gateway ?? via?.host;
  return {
    ...(next && { via: next }),
    link: dev,
    ...(flags?.includes('onlink') && { onlink: true }),
    ...(encap_dst && { encap: { id: id ?? 0, destination: encap_dst } }),
  };
}
