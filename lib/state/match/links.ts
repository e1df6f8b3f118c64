/** Which real device plays the part of which computed one: by what it does, never by its name. */
import type { Host, Link } from '../../datapath';
import type { Address } from '../../net';
import type { ReadHost, ReadLink } from '../read/read-host';
import { linkTowards } from './link-towards';

/** Real devices by the names of the computed ones. */
export type Matched = ReadonlyMap<string, ReadLink>;

/** A pod of the node, with its address, and the real device that its cable ends at, where its own namespace was read. */
export interface PodOfNode {
  /** The node's end of its cable, as computed. */
  readonly link: string;
  readonly addresses: readonly Address[];
  readonly seen?: ReadHost;
}

/** The devices of one host. @param pods those on the node; none of a pod's own namespace */
export function matchedLinks(computed: Host, real: ReadHost, pods: readonly PodOfNode[]): Matched {
  const found = new Map<string, ReadLink>();
  const used = new Set<ReadLink>();
  const take = (link: Link, one: ReadLink | undefined) => {
    if (!one || used.has(one) || found.has(link.name)) return;
    found.set(link.name, one);
    used.add(one);
  };
  const podLinks = new Map(pods.map((pod) => [pod.link, pod]));
  for (const link of computed.links) {
    const pod = podLinks.get(link.name);
    if (pod) take(link, ofPod(pod, real));
    else take(link, real.links.find(sharesAddress(link)));
  }
  for (const link of computed.links)
    if (!podLinks.has(link.name)) take(link, real.links.find(sameTunnel(link)));
  for (const link of computed.links)
    if (!podLinks.has(link.name))
      take(
        link,
        real.links.find(({ name }) => name === link.name),
      );
  return found;
}

/** The cable's other end, or the device by which the node reaches the pod. */
function ofPod({ addresses, seen }: PodOfNode, node: ReadHost): ReadLink | undefined {
  const cable = seen?.links.find(({ peer }) => peer);
  const end =
    cable && node.links.find((one) => one.index === cable.peer?.index && one.peer?.index === cable.index);
  if (end) return end;
  for (const address of addresses) {
    const link = linkTowards(node, address);
    if (link) return link;
  }
  return undefined;
}

function sharesAddress({ addresses }: Link): (link: ReadLink) => boolean {
  return (link) => link.addresses.some(({ address }) => addresses.some((own) => own.address.equals(address)));
}

/** Tunnel devices that understand one another. */
function sameTunnel(link: Link): (link: ReadLink) => boolean {
  return ({ kind, tunnel }) => {
    switch (link.type) {
      case 'vxlan':
        return kind === 'vxlan' && tunnel?.id === link.vni && tunnel?.local?.family === link.local.family;
      case 'vxlan-flow':
        return kind === 'vxlan' && tunnel?.external === true;
      case 'geneve-flow':
        return kind === 'geneve' && tunnel?.external === true;
      case 'ipip':
      case 'wireguard':
        return kind === link.type;
      default:
        return false;
    }
  };
}
