/** Entries of the kernel's tables as iproute2 takes them: for the lab that programs them, and for people who mend them. */
import type { ForwardingEntry, InterfaceAddress, Neighbour, Route } from './host';

/** A route, as `ip route add` and `ip route del` take it. */
export function routeWords(route: Route): string[] {
  const word = (key: string, value: unknown) => (value ? [key, `${value}`] : []);
  return [
    ...(route.type && route.type !== 'unicast' ? [route.type] : []),
    `${route.destination}`,
    ...(route.encap ? ['encap', 'ip', 'id', `${route.encap.id}`, 'dst', `${route.encap.destination}`] : []),
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
