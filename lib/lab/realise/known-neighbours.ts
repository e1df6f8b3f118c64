import { addTo } from '../../base/lists';
import type { Datapath, Host, Link, Neighbour, VethLink } from '../../datapath';
import type { Address } from '../../net';

/**
 * The datapath with every neighbour that pods and their nodes would learn of one another, as a permanent entry: for labs so
 * large that the kernel has no room to learn them.
 */
export function withKnownNeighbours(datapath: Datapath): Datapath {
  const hosts = new Map(datapath.hosts.map((host) => [host.name, host]));
  const added = new Map<string, Neighbour[]>();
  const add = (host: Host, neighbour: Neighbour) => {
    const known = [...host.neighbours, ...(added.get(host.name) ?? [])];
    const isSame = ({ link, address }: Neighbour) =>
      link === neighbour.link && address.equals(neighbour.address);
    if (!known.some(isSame)) addTo(added, host.name, neighbour);
  };
  for (const pod of datapath.hosts) {
    const cable = pod.role === 'pod' ? pod.links.find((link) => link.type === 'veth') : undefined;
    const node = cable && hosts.get(cable.peer.host);
    const nodeEnd = node?.links.find(({ name }) => name === cable?.peer.link);
    if (!cable || !node || !nodeEnd) continue;
    const facing = node.links.find(({ name }) => name === nodeEnd.master) ?? nodeEnd;
    for (const address of gatewaysOf(pod, cable)) add(pod, { link: cable.name, address, mac: facing.mac });
    for (const { address } of cable.addresses) add(node, { link: facing.name, address, mac: cable.mac });
    for (const other of onBridge(node, nodeEnd, hosts))
      for (const { address } of other.addresses)
        if (other.mac !== cable.mac) add(pod, { link: cable.name, address, mac: other.mac });
  }
  return {
    ...datapath,
    hosts: datapath.hosts.map((host) => {
      const more = added.get(host.name);
      return more ? { ...host, neighbours: [...host.neighbours, ...more] } : host;
    }),
  };
}

/** The next hops of a pod's routes by that cable. */
function gatewaysOf(pod: Host, { name }: VethLink): Address[] {
  return pod.routes.flatMap(({ link, via }) => (link === name && via ? [via] : []));
}

/** The far ends of the cables that are on the same bridge, if it is one. */
function onBridge(node: Host, end: Link, hosts: ReadonlyMap<string, Host>): VethLink[] {
  if (!end.master) return [];
  return node.links.flatMap((link) => {
    if (link.type !== 'veth' || link.master !== end.master) return [];
    const far = hosts.get(link.peer.host)?.links.find(({ name }) => name === link.peer.link);
    return far?.type === 'veth' ? [far] : [];
  });
}
