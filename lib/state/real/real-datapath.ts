import type { Datapath, Host, Link } from '../../datapath';
import type { ReadHost } from '../read/read-host';
import { realLink } from './real-links';
import { type ReadHosts, Wires } from './wires';

/**
 * The datapath of what was read. Hosts that were not read are assumed to be as computed, and so is what the endpoints are.
 * @param read by the hosts' names in the computed state, with its names of links
 * @param untold links, as `host link`, that are there under a name that nobody knows: assumed to be as computed
 */
export function realDatapath(
  computed: Datapath,
  read: ReadHosts,
  untold: ReadonlySet<string> = new Set(),
): Datapath {
  const wires = new Wires(read, computed);
  return {
    ...computed,
    hosts: computed.hosts.map((host) => {
      const seen = read.get(host.name);
      return seen ? realHost(host, seen, wires, untold) : host;
    }),
  };
}

function realHost(computed: Host, read: ReadHost, wires: Wires, untold: ReadonlySet<string>): Host {
  const { routes, rules, neighbours, forwarding, netfilter, sysctls } = read;
  const { name, role, bgp } = computed;
  const there = read.links.flatMap((link) => {
    const meant = computed.links.find((one) => one.name === link.name);
    const peer = link.kind === 'veth' ? wires.peerOf(name, link) : wires.meant(name, link.name);
    return realLink(link, { computed: meant, peer }) ?? [];
  });
  const named = [...there, ...assumedLinks(computed, there, untold)];
  const links = [...named, ...unreadMasters(named)];
  const known = new Set(links.map((link) => link.name));
  return {
    name,
    role,
    links,
    routes: routes.filter(({ link, type = 'unicast' }) => type !== 'unicast' || known.has(link ?? '')),
    rules,
    neighbours: neighbours.filter(({ permanent }) => permanent),
    forwarding: forwarding.flatMap(({ destination, permanent: _permanent, ...entry }) =>
      destination ? [{ ...entry, destination }] : [],
    ),
    nat: [],
    filters: [],
    netfilter,
    ...(bgp && { bgp }),
    sysctls,
  };
}

/** Devices that others say they belong to, and of which nothing could be read. */
function unreadMasters(links: readonly Link[]): Link[] {
  const known = new Set(links.map(({ name }) => name));
  const names = new Set(links.flatMap(({ master }) => (master && !known.has(master) ? [master] : [])));
  return [...names].map((name) => ({
    name,
    type: 'other',
    kind: 'not read',
    mac: '',
    mtu: 0,
    addresses: [],
  }));
}

/** Where other cables have programs of eBPF, so have these. */
function assumedLinks({ name, links }: Host, there: readonly Link[], untold: ReadonlySet<string>): Link[] {
  const ebpf = there.find(
    (link) => link.type === 'veth' && link.ebpf && !links.some((one) => one.name === link.name),
  )?.ebpf;
  return links
    .filter((link) => untold.has(`${name} ${link.name}`))
    .map((link) => (ebpf === undefined ? link : { ...link, ebpf }));
}
