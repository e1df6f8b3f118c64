import type { Address } from '../../net';
import type { ReadHost, ReadLink } from '../read/read-host';

/** The device by which a node reaches one of its pods: its route's, or the bridge port that has its MAC address. */
export function linkTowards(node: ReadHost, address: Address): ReadLink | undefined {
  const named = (name: string | undefined) => node.links.find((link) => link.name === name);
  const route = node.routes.find(
    ({ destination, link, via }) => link && !via && destination.size === 1n && destination.contains(address),
  );
  if (route) return named(route.link);
  const neighbour = node.neighbours.find((entry) => entry.address.equals(address));
  if (!neighbour) return undefined;
  const port = node.forwarding.find(
    ({ mac, link, destination }) =>
      !destination && mac === neighbour.mac && named(link)?.master === neighbour.link,
  );
  return named(port?.link);
}
