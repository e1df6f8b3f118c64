/** What breaks addressing: addresses used twice, ranges that are not the planned ones or that overlap. */
import type { Host, Link, Route } from '../datapath';
import { Address, Cidr, ipv4Of, macOf } from '../net';
import { podRangesOf } from '../plan';
import type { Fault } from './fault';
import { leadsTo } from './scene';

const duplicateAddress: Fault = {
  name: 'duplicate-pod-address',
  about: 'two pods on different nodes have one address',
  diagnosis: 'duplicate-address',
  apply(scene) {
    const nodes = scene.nodes(2);
    const [owner, taker] = (nodes ?? []).map((node) => scene.pod(node));
    if (!owner || !taker) return undefined;
    const [from, to] = [ipv4Of(taker.address), ipv4Of(owner.address)];
    const moved = (host: Host): Host => readdressed(host, (address) => (address.equals(from) ? to : address));
    const datapath = scene.with((host) => {
      if (host.name === taker.node) return moved(host);
      // The gateway is outside the range that the address now seems to lie in.
      if (host.name !== taker.host) return host;
      return {
        ...moved(host),
        routes: host.routes.map((route) => (route.via ? { ...route, onlink: true } : route)),
      };
    });
    return {
      what: `${taker.id} has the address of ${owner.id}, ${to}`,
      datapath: {
        ...datapath,
        endpoints: datapath.endpoints.map((endpoint) =>
          endpoint === taker ? { ...endpoint, address: { ...endpoint.address, ipv4: to } } : endpoint,
        ),
      },
    };
  },
};

const wrongPodCidr: Fault = {
  name: 'wrong-pod-cidr',
  about: 'a node hands out addresses of a range that is not its own',
  diagnosis: 'address-outside-range',
  apply(scene) {
    const node = scene.node();
    const [planned, ...more] = node ? podRangesOf(node, 'ipv4') : [];
    if (!node || !planned || more.length > 0 || scene.podsOf(node).length === 0) return undefined;
    const other = ipv4Of(scene.plan.podCidr).slice(planned.prefix, -1);
    if (other.first === planned.first) return undefined;
    const move = (address: Address) =>
      planned.contains(address) ? new Address('ipv4', address.value - planned.first + other.first) : address;
    const own = new Set([node.name, ...scene.podsOf(node).map(({ host }) => host)]);
    return {
      what: `${node.name} gives its pods addresses of ${other}; its ${node.podBlocks ? 'block' : 'share'} is ${planned}`,
      datapath: {
        hosts: scene.datapath.hosts.map((host) => (own.has(host.name) ? readdressed(host, move) : host)),
        endpoints: scene.datapath.endpoints.map((endpoint) =>
          endpoint.kind === 'pod' && endpoint.node === node.name
            ? { ...endpoint, address: { ...endpoint.address, ipv4: move(ipv4Of(endpoint.address)) } }
            : endpoint,
        ),
      },
    };
  },
};

/** Prefix length of the smallest range in half of which another program can have a bridge. */
const longestToCut = 29;

const overlappingRange: Fault = {
  name: 'overlapping-range',
  about: "a bridge of another program on a node uses a part of another node's share",
  diagnosis: 'overlapping-range',
  apply(scene) {
    const nodes = scene.nodes(2);
    if (!nodes) return undefined;
    const [a, b] = nodes;
    const host = scene.host(a.name);
    if (!host.routes.some((route) => leadsTo(b, { ...host, bgp: undefined })(route))) return undefined;
    const [range] = podRangesOf(b, 'ipv4');
    if (!range || range.prefix > longestToCut) return undefined;
    const part = range.slice(range.prefix + 1, 0);
    const own = part.at(-2);
    if (scene.podsOf(b).some(({ address }) => ipv4Of(address).equals(own))) return undefined; // two faults at once
    const bridge: Link = {
      type: 'bridge',
      name: 'docker0',
      mac: macOf(a.name, 'docker0'),
      mtu: 1500,
      addresses: [{ address: own, prefix: part.prefix }],
    };
    return {
      what: `docker0 on ${a.name} has ${part}, which lies in the ${b.podBlocks ? 'block' : 'share'} of ${b.name}, ${range}`,
      datapath: scene.edit(a.name, ({ links }) => ({ links: [...links, bridge] })),
    };
  },
};

/** The faults of addresses. */
export const addressFaults: readonly Fault[] = [duplicateAddress, wrongPodCidr, overlappingRange];

/** The host with other addresses wherever it names them, its devices that wrap packets left as they are. */
function readdressed(host: Host, move: (address: Address) => Address): Host {
  const range = (cidr: Cidr): Cidr => {
    const first = cidr.at(0);
    const moved = move(first);
    return moved.equals(first) ? cidr : Cidr.around(moved, cidr.prefix);
  };
  const routes = host.routes.map(
    (route): Route => ({
      ...route,
      destination: range(route.destination),
      via: route.via && move(route.via),
      source: route.source && move(route.source),
    }),
  );
  const links = host.links.map((link) =>
    link.type === 'veth' || link.type === 'bridge'
      ? { ...link, addresses: link.addresses.map((entry) => ({ ...entry, address: move(entry.address) })) }
      : link,
  );
  const neighbours =
    host.role === 'pod'
      ? host.neighbours.map((entry) => ({ ...entry, address: move(entry.address) }))
      : host.neighbours;
  return { ...host, links, routes, neighbours };
}
