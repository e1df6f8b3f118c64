import {
  addressWords,
  forwardingWords,
  type Host,
  type Link,
  linkWords,
  neighbourWords,
  routeWords,
} from '../../datapath';

/**
 * Makes a device and all that hangs on it; what the kernel takes away with a device comes back. A cable cannot be made so:
 * its other end is elsewhere.
 * @param real the device that is there in its place
 */
export function madeAnew(host: Host, link: Link, real?: Link): string[][] {
  const words = linkWords(link);
  if (!words) return [];
  const { name } = link;
  const gone = real ? [['ip', 'link', 'del', 'dev', real.name]] : [];
  return [
    ...gone,
    ['ip', 'link', 'add', ...words],
    ...(link.arp === false ? [['ip', 'link', 'set', 'dev', name, 'arp', 'off']] : []),
    ...link.addresses.map((address) => ['ip', 'addr', 'add', ...addressWords(address, name)]),
    ...host.links.flatMap((port) =>
      port.master === name ? [['ip', 'link', 'set', 'dev', port.name, 'master', name]] : [],
    ),
    ...host.links.flatMap((port) =>
      port.master === name && port.hairpin
        ? [['bridge', 'link', 'set', 'dev', port.name, 'hairpin', 'on']]
        : [],
    ),
    ...(link.up === false ? [] : [['ip', 'link', 'set', 'dev', name, 'up']]),
    ...hangingOn(host, name),
  ];
}

/** Routes, neighbours and forwarding entries of a device. */
export function hangingOn(host: Host, name: string): string[][] {
  const routes = host.routes.filter(({ link }) => link === name);
  const isNear = ({ via }: Host['routes'][number]) => via === undefined;
  return [
    ...[...routes.filter(isNear), ...routes.filter((route) => !isNear(route))].map((route) => [
      'ip',
      'route',
      'replace',
      ...routeWords(route),
    ]),
    ...neighboursOf(host, name),
    ...host.forwarding.flatMap((entry) =>
      entry.link === name ? [['bridge', 'fdb', 'replace', ...forwardingWords(entry)]] : [],
    ),
  ];
}

/** Its neighbours alone: the kernel forgets those also where the device gets another MAC address. */
export function neighboursOf(host: Host, name: string): string[][] {
  return host.neighbours.flatMap((entry) =>
    entry.link === name ? [['ip', 'neigh', 'replace', ...neighbourWords(entry)]] : [],
  );
}
