import type { Datapath, Host, Link } from '../../datapath';
import { valuesOf } from '../../net';
import type { ReadHost } from '../read/read-host';
import type { ReadHosts } from '../real/wires';
import { type Matched, matchedLinks, type PodOfNode } from './links';

/** The computed state in the names of real machines. */
export interface Named {
  readonly datapath: Datapath;
  /** Nodes' ends of pods' cables, as `node link`, which nobody could tell from others: they are assumed to be as computed. */
  readonly untold: ReadonlySet<string>;
}

/**
 * The computed state with the names and MAC addresses that the real devices have: no plan says them. What plays no part on
 * the real machines keeps its own.
 */
export function asNamed(computed: Datapath, read: ReadHosts): Named {
  const pods = podsByNode(computed, read);
  const matched = new Map<string, Matched>();
  for (const host of computed.hosts) {
    const real = read.get(host.name);
    if (real) matched.set(host.name, matchedLinks(host, real, pods.get(host.name) ?? []));
  }
  const macs = new Map<string, string>();
  for (const { name, links } of computed.hosts)
    for (const link of links) {
      const real = matched.get(name)?.get(link.name);
      if (real?.mac) macs.set(link.mac, real.mac);
    }
  for (const [mac, real] of podMacs(computed, read)) if (!macs.has(mac)) macs.set(mac, real);
  const names = (host: string, link: string) => matched.get(host)?.get(link)?.name ?? link;
  const untold = [...pods].flatMap(([node, some]) =>
    some.flatMap(({ link }) => ((matched.get(node)?.has(link) ?? true) ? [] : [`${node} ${link}`])),
  );
  return {
    datapath: { ...computed, hosts: computed.hosts.map((host) => renamed(host, names, macs)) },
    untold: new Set(untold),
  };
}

function renamed(
  host: Host,
  names: (host: string, link: string) => string,
  macs: ReadonlyMap<string, string>,
): Host {
  const own = (link: string) => names(host.name, link);
  const mac = (of: string) => macs.get(of) ?? of;
  const linked = <T extends { readonly link: string }>(entry: T): T => ({ ...entry, link: own(entry.link) });
  return {
    ...host,
    links: host.links.map((link): Link => {
      const base = {
        ...link,
        name: own(link.name),
        mac: mac(link.mac),
        ...(link.master !== undefined && { master: own(link.master) }),
      };
      if (base.type === 'veth')
        return { ...base, peer: { host: base.peer.host, link: names(base.peer.host, base.peer.link) } };
      return base.type === 'vxlan' ? { ...base, underlay: own(base.underlay) } : base;
    }),
    routes: host.routes.map((route) =>
      route.link === undefined ? route : linked({ ...route, link: route.link }),
    ),
    neighbours: host.neighbours.map((entry) => ({ ...linked(entry), mac: mac(entry.mac) })),
    forwarding: host.forwarding.map((entry) => ({ ...linked(entry), mac: mac(entry.mac) })),
    filters: host.filters.map((rule) => ({
      ...rule,
      ...(rule.in !== undefined && { in: own(rule.in) }),
      ...(rule.out !== undefined && { out: own(rule.out) }),
    })),
    sysctls: Object.fromEntries(
      Object.entries(host.sysctls).map(([path, value]) => [
        path.replace(/^(ipv[46]\/conf\/)([^/]+)\//, (_, start, link) => `${start}${own(link)}/`),
        value,
      ]),
    ),
  };
}

/** The pods on each node, by what the node's end of the cable is called. */
function podsByNode({ hosts, endpoints }: Datapath, read: ReadHosts): Map<string, PodOfNode[]> {
  const pods = new Map(
    endpoints.filter(({ kind }) => kind === 'pod').map((endpoint) => [endpoint.host, endpoint]),
  );
  return new Map(
    hosts.map(({ name, links }) => [
      name,
      links.flatMap((link) => {
        const pod = link.type === 'veth' ? pods.get(link.peer.host) : undefined;
        return pod && pod.host !== name && pod.node === name
          ? [{ link: link.name, addresses: valuesOf(pod.address), seen: read.get(pod.host) }]
          : [];
      }),
    ]),
  );
}

/** MAC addresses of pods' own links whose namespaces were not read, as their nodes know them. */
function podMacs({ hosts, endpoints }: Datapath, read: ReadHosts): [string, string][] {
  const nodes = new Map(endpoints.map(({ host, node }) => [host, node]));
  return hosts.flatMap((host): [string, string][] => {
    const node = host.role === 'pod' ? read.get(nodes.get(host.name) ?? '') : undefined;
    if (!node || read.has(host.name)) return [];
    return host.links.flatMap((link): [string, string][] => {
      const known = knownMac(node, link);
      return known ? [[link.mac, known]] : [];
    });
  });
}

function knownMac({ neighbours }: ReadHost, { addresses }: Link): string | undefined {
  return neighbours.find((entry) => addresses.some(({ address }) => address.equals(entry.address)))?.mac;
}
