/** What comes of agents that take another card than the one that the nodes reach one another by. */
import type { Host, Link, Route } from '../datapath';
import { Address, ipv4Of } from '../net';
import type { Fault } from './fault';
import { announcesRoutes, only } from './scene';

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

const answersOtherCard: Fault = {
  name: 'answers-other-card',
  about:
    "a node's route to another node leads by another card than requests come in by, and the reverse path filter is strict",
  diagnosis: 'asymmetric-route',
  apply(scene) {
    const { cards } = scene.plan;
    const nodes = scene.nodes(2);
    const other = cards?.find(({ network }) => network !== 'nodes');
    const own = cards?.find(({ network }) => network === 'nodes');
    const via = other?.gateway?.ipv4;
    if (!nodes || !own || !other || !via) return undefined;
    const [a, b] = nodes;
    const [destination] = only(ipv4Of(b.address)).ranges;
    const route: Route = { destination: destination!, via, link: other.name };
    return {
      what: `${a.name} sends what is for ${b.name} by ${other.name}, and takes nothing from there by ${own.name}, whose rp_filter is 1`,
      datapath: scene.edit(a.name, ({ routes, sysctls }) => ({
        routes: [...routes, route],
        sysctls: { ...sysctls, [`ipv4/conf/${own.name}/rp_filter`]: '1' },
      })),
    };
  },
};

/** The faults of cards. */
export const cardFaults: readonly Fault[] = [natCardTaken, answersOtherCard];
