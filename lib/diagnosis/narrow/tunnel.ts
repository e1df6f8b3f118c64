import type { Datapath } from '../../datapath';

/** What the tunnels between nodes look like on the wire: protocol, and UDP port where they have one; undefined where there is none. */
export function tunnelOf({
  hosts,
}: Datapath): { readonly protocol: string; readonly port?: number } | undefined {
  for (const { role, links } of hosts)
    if (role === 'node')
      for (const link of links) {
        if (link.type === 'ipip') return { protocol: 'ipip' };
        if ('port' in link) return { protocol: 'udp', port: link.port };
      }
  return undefined;
}
