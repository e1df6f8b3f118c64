import { Cidr, type Family, isLinkLocal } from '../../../net';
import type { ReadAddress, ReadLink, ReadRoute } from '../read-host';

/** Links with their addresses, and routes. */
interface Connected {
  readonly links: readonly ReadLink[];
  readonly routes: readonly ReadRoute[];
}

/**
 * Takes out the routes that follow from addresses: to the prefix of each, made by the kernel (in IPv6 to an address without
 * neighbours too). An address whose route is not there says so, as the datapath takes every prefix to have one.
 */
export function connected(
  links: readonly ReadLink[],
  { routes, known }: { readonly routes: readonly ReadRoute[]; readonly known: ReadonlySet<Family> },
): Connected {
  const kernels = new Map<string, ReadRoute>();
  for (const route of routes.filter(isToNeighbours)) {
    const key = keyOf(route.link!, route.destination);
    if (!kernels.has(key) || isUsual(route)) kernels.set(key, route); // another program's may be there beside it
  }
  const used = new Set<ReadRoute>();
  const withRoute = (link: ReadLink, address: ReadAddress): ReadAddress => {
    const prefix = Cidr.around(address.address, address.prefix);
    if (prefix.size === 1n && prefix.family === 'ipv4') return address;
    const route = kernels.get(keyOf(link.name, prefix));
    if (route) used.add(route);
    if (!link.up || link.kind === 'loopback' || prefix.size === 1n || isLinkLocal(prefix.at(0)))
      return address;
    if (!route) return known.has(prefix.family) ? { ...address, withoutRoute: true } : address;
    return isUsual(route) ? address : { ...address, metric: route.metric ?? 0 };
  };
  const found = links.map((link) => ({
    ...link,
    addresses: link.addresses.map((address) => withRoute(link, withoutMetric(address))),
  }));
  return { links: found, routes: routes.filter((route) => !used.has(route)) };
}

const isToNeighbours = ({ protocol, link, via, table, type, others, encap }: ReadRoute) =>
  protocol === 'kernel' && link !== undefined && !via && table === undefined && !type && !others && !encap;

const keyOf = (link: string, prefix: Cidr) => `${link} ${prefix}`;

const isUsual = ({ metric, destination: { family } }: ReadRoute) =>
  (metric ?? 0) === (family === 'ipv6' ? 256 : 0);

/** What the route says counts. */
const withoutMetric = ({ metric: _, ...address }: ReadAddress): ReadAddress => address;
