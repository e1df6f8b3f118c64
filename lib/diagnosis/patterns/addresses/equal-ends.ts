import type { Datapath, Host } from '../../../datapath';
import type { Address } from '../../../net';
import type { Pattern } from '../../diagnosis';

/** Tunnels of all nodes that end at one address, which is no node's: agents that took a card that is the same on each. */
export const equalEnds: Pattern = ({ datapath, failures, walks }) => {
  const found = datapath && sameEnd(datapath);
  if (!found) return [];
  // Where the sender has that address too, its packets come back out of its own tunnel, and end as inner ones.
  const own = failures.filter((failure) =>
    walks.trace(failure)?.hops.some(({ packet }) => packet.destination.equals(found.address)),
  );
  if (own.length === 0) return [];
  return [
    { cause: { code: 'tunnel-ends-equal', address: `${found.address}`, nodes: found.nodes }, failures: own },
  ];
};

function sameEnd({ hosts, endpoints }: Datapath): { address: Address; nodes: string[] } | undefined {
  const tunnelling = hosts.flatMap((host) => {
    const ends = host.role === 'node' ? endsOf(host).filter(({ family }) => family === 'ipv4') : [];
    return ends.length > 0 ? [{ name: host.name, ends }] : [];
  });
  const [address] = tunnelling[0]?.ends ?? [];
  if (!address || tunnelling.length < 2) return undefined;
  const isNodes = endpoints.some((one) => one.kind === 'node' && one.address.ipv4?.equals(address));
  if (isNodes || !tunnelling.every(({ ends }) => ends.every((end) => end.equals(address)))) return undefined;
  return { address, nodes: tunnelling.map(({ name }) => name) };
}

/** Where the host's tunnels lead to, whatever they are made of. */
function endsOf({ links, routes, forwarding }: Host): Address[] {
  const ipip = new Set(links.flatMap(({ type, name }) => (type === 'ipip' ? [name] : [])));
  return [
    ...forwarding.map(({ destination }) => destination),
    ...routes.flatMap(({ encap, via, link }) => {
      if (encap) return [encap.destination];
      return via && link !== undefined && ipip.has(link) ? [via] : [];
    }),
    ...links.flatMap((link) => (link.type === 'wireguard' ? link.peers.map(({ endpoint }) => endpoint) : [])),
  ];
}
