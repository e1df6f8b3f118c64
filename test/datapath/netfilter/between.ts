/** A client, a server, and a router between them whose rules are asked. */
import type { Chain, Connection, NamedSet, Netfilter, Network, Walk } from '../../../lib/datapath';
import { Address, macOf } from '../../../lib/net';
import { forwarding, type TinyHost, tiny } from '../tiny';
import { netfilter } from './words';

export const [client, server, spare] = ['10.1.0.2', '10.2.0.2', '10.2.0.3'];

/** Entries for IPv6, so that rules do not keep neighbours from finding one another, which the walk knows nothing of. */
const knows = (link: string, address: string, host: string, far: string) => ({
  ...{ link, address: Address.parse(address), mac: macOf(host, far) },
});

/** The three hosts, with IPv6 too. */
export function hosts(router: Partial<TinyHost> = {}): Readonly<Record<string, TinyHost>> {
  return {
    client: {
      links: { eth0: { to: 'router near', addresses: ['10.1.0.2/24', '10.1.0.3/24', 'fd00:1::2/64'] } },
      routes: ['default via 10.1.0.1', '::/0 via fd00:1::1'],
      neighbours: [knows('eth0', 'fd00:1::1', 'router', 'near')],
    },
    router: {
      links: {
        near: { to: 'client eth0', addresses: ['10.1.0.1/24', 'fd00:1::1/64'] },
        far: { to: 'server eth0', addresses: ['10.2.0.1/24', 'fd00:2::1/64'] },
      },
      neighbours: [knows('near', 'fd00:1::2', 'client', 'eth0'), knows('far', 'fd00:2::2', 'server', 'eth0')],
      ...router,
      sysctls: { ...forwarding, ...router.sysctls },
    },
    server: {
      links: { eth0: { to: 'router far', addresses: ['10.2.0.2/24', '10.2.0.3/24', 'fd00:2::2/64'] } },
      routes: ['default via 10.2.0.1', '::/0 via fd00:2::1'],
      neighbours: [knows('eth0', 'fd00:2::1', 'router', 'far')],
    },
  };
}

/** The network with rules on the router. */
export function between(
  chains: readonly Chain[] | Netfilter,
  router: Partial<TinyHost> = {},
  sets: readonly NamedSet[] = [],
): Network {
  const rules = 'chains' in chains ? chains : netfilter(chains, sets);
  return tiny(hosts({ ...router, netfilter: rules }));
}

export interface Sent {
  /** @default client */
  readonly at?: string;
  /** @default the kernel's choice */
  readonly from?: string;
  /** @default the server's first address */
  readonly to?: string;
  /** @default udp */
  readonly protocol?: 'tcp' | 'udp';
  /** @default 80 */
  readonly port?: number;
  /** @default not known */
  readonly sourcePort?: number;
  readonly answers?: readonly Connection[];
}

/** Sends a packet. */
export function sent(network: Network, packet: Sent = {}): Walk {
  const { at = 'client', from, to = server!, protocol = 'udp', port = 80, sourcePort, answers } = packet;
  return network.walk({
    host: at,
    source: from === undefined ? undefined : Address.parse(from),
    destination: Address.parse(to),
    protocol,
    port,
    sourcePort,
    answers,
  });
}

/** Sends the answer to what arrived. */
export function answered(network: Network, { host, packet, connections }: Walk): Walk {
  return network.walk({
    host,
    source: packet.destination,
    destination: packet.source,
    protocol: packet.protocol as 'tcp' | 'udp',
    port: packet.sourcePort,
    sourcePort: packet.port,
    answers: connections,
  });
}

/** What became of a packet: `passed`, the text of the rule that dropped it, or `?` and the rule that is not known. */
export function fate({ delivered, drop, unknown }: Walk): string {
  if (unknown) return `? ${unknown.because.code === 'rule' ? unknown.because.rule : unknown.because.code}`;
  if (delivered) return 'passed';
  return drop?.code === 'filtered' ? drop.rule : `${drop?.code}`;
}
