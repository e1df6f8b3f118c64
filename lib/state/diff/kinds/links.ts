import type { Host, Link } from '../../../datapath';
import type { DiffKind } from './kind';

/** Devices: whether they are there, and of which type. */
export const links: DiffKind<'link'> = {
  kind: 'link',
  entries: ({ links: all }) => all,
  canonical: (link) => `${link.name} ${typeOf(link)}`,
  identity: ({ name }) => name,
  replace: (host, from, to) => {
    const without = from ? withoutLink(host, from.name) : host;
    return to ? { ...without, links: [...without.links, to] } : without;
  },
};

/** With a link, the kernel takes away what hangs on it. */
function withoutLink(host: Host, name: string): Host {
  const isElsewhere = ({ link }: { readonly link?: string }) => link !== name;
  return {
    ...host,
    links: host.links.flatMap((link) => {
      if (link.name === name) return [];
      const { master, ...rest } = link;
      return [master === name ? (rest as Link) : link];
    }),
    routes: host.routes.filter(isElsewhere),
    neighbours: host.neighbours.filter(isElsewhere),
    forwarding: host.forwarding.filter(isElsewhere),
  };
}

/** Cards and cables are both where packets leave the host. */
function typeOf(link: Link): string {
  return link.type === 'other' ? link.kind : link.type;
}
