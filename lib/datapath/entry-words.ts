/** Entries of the kernel's tables as iproute2 takes them: for the lab that programs them, and for people who mend them. */
import type { ForwardingEntry, InterfaceAddress, Link, Neighbour, Route } from './host';

/** A route, as `ip route add` and `ip route del` take it. */
export function routeWords(route: Route): string[] {
  const word = (key: string, value: unknown) => (value ? [key, `${value}`] : []);
  return [
    ...(route.type && route.type !== 'unicast' ? [route.type] : []),
    `${route.destination}`,
    ...(route.encap ? encapWords(route.encap) : []),
    ...word('via', route.via),
    ...word('dev', route.link),
    ...(route.onlink ? ['onlink'] : []),
    ...word('src', route.source),
    ...word('metric', route.metric),
    ...word('mtu', route.mtu),
    ...word('proto', route.protocol),
    ...word('table', route.table),
  ];
}

/** In IPv6 the outer packet has a checksum: UDP without one is dropped there (RFC 8200, 8.1). */
function encapWords({ id, destination }: NonNullable<Route['encap']>): string[] {
  const words = ['id', `${id}`, 'dst', `${destination}`];
  return destination.family === 'ipv4' ? ['encap', 'ip', ...words] : ['encap', 'ip6', ...words, 'csum'];
}

/** A permanent neighbour entry, as `ip neigh replace` takes it. */
export function neighbourWords({ link, address, mac }: Neighbour): string[] {
  return [`${address}`, 'lladdr', mac, 'dev', link, 'nud', 'permanent'];
}

/** A forwarding entry of a tunnel device, as `bridge fdb replace` takes it. */
export function forwardingWords({ link, mac, destination }: ForwardingEntry): string[] {
  return [mac, 'dev', link, 'dst', `${destination}`, 'self', 'permanent'];
}

/** An address of a link, as `ip addr replace` takes it. */
export function addressWords({ address, prefix }: InterfaceAddress, link: string): string[] {
  return [`${address}/${prefix}`, 'dev', link];
}

/**
 * A device, as `ip link add` takes it; undefined for those that are made otherwise: cables with their other end, the module's
 * own IP-in-IP device, and what no lab makes.
 */
export function linkWords(link: Link): string[] | undefined {
  const { name, mac, mtu } = link;
  const named = ['name', name, 'address', mac, 'mtu', `${mtu}`, 'type'];
  switch (link.type) {
    case 'bridge':
      return [...named, ...'bridge stp_state 0 forward_delay 0 mcast_snooping 0'.split(' ')];
    case 'vxlan': {
      const { vni, underlay, local, port } = link;
      const ends = ['dev', underlay, 'local', `${local}`, 'dstport', `${port}`];
      return [...named, 'vxlan', 'id', `${vni}`, ...ends, 'nolearning'];
    }
    case 'vxlan-flow':
      return [...named, 'vxlan', 'external', 'dstport', `${link.port}`];
    case 'geneve-flow':
      return [...named, 'geneve', 'external', 'dstport', `${link.port}`];
    case 'wireguard':
      return ['name', name, 'mtu', `${mtu}`, 'type', 'wireguard'];
    default:
      return undefined;
  }
}
