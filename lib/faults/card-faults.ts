/** What comes of agents that take another card than the one that the nodes reach one another by. */
import type { Host, Link, Route } from '../datapath';
import { Address } from '../net';
import type { Fault } from './fault';
import { announcesRoutes } from './scene';

/** What VirtualBox gives every machine on its NAT card. */
const natAddress = Address.parse('10.0.2.15');

const natCardTaken: Fault = {
  name: 'nat-card-taken',
  about: "the CNI's agents have taken the NAT card, which has one address on all machines (Vagrant)",
  diagnosis: 'tunnel-ends-equal',
  apply(scene) {
    if (announcesRoutes(scene) || !scene.plan.nodes.some((node) => scene.tunnel(node))) return undefined;
    return {
      what: `the tunnels of all nodes end at ${natAddress}`,
      datapath: scene.with((host) => (host.role === 'node' ? { ...host, ...misled(host) } : host)),
    };
  },
};

/** The host with all of its tunnels over IPv4 leading to the NAT card's address. */
function misled({ links, routes, forwarding }: Host): Partial<Host> {
  const other = (end: Address) => (end.family === 'ipv4' ? natAddress : end);
  const ipip = new Set(links.flatMap(({ type, name }) => (type === 'ipip' ? [name] : [])));
  return {
    forwarding: forwarding.map((entry) => ({ ...entry, destination: other(entry.destination) })),
    routes: routes.map((route): Route => {
      const { encap, via, link } = route;
      if (encap) return { ...route, encap: { ...encap, destination: other(encap.destination) } };
      return via && link !== undefined && ipip.has(link) ? { ...route, via: other(via) } : route;
    }),
    links: links.map(
      (link): Link =>
        link.type === 'wireguard'
          ? { ...link, peers: link.peers.map((peer) => ({ ...peer, endpoint: other(peer.endpoint) })) }
          : link,
    ),
  };
}

/** The faults of cards. */
export const cardFaults: readonly Fault[] = [natCardTaken];
