/** Tunnels: where a device sends a wrapped packet, by how much it grows, and which device unwraps it. */
import type { Address } from '../net';
import type { Drop } from './drop';
import type { Link, Route, WireguardPeer } from './host';
import type { Mark } from './netfilter/mark';
import type { Packet } from './packet';
import type { Stack } from './stack';

/** Bytes of inner Ethernet 14, VXLAN or Geneve 8, UDP 8, and outer IP 20 or 40. */
export const vxlanOverhead = { ipv4: 50, ipv6: 70 } as const;
/** One more IPv4 header. */
export const ipipOverhead = { ipv4: 20, ipv6: 40 } as const;
/** WireGuard's header and tag 32, UDP 8, outer IP 20 or 40. */
export const wireguardOverhead = { ipv4: 60, ipv6: 80 } as const;

/** A packet about to enter a tunnel. */
export interface Wrapping {
  readonly destination: Address;
  /** Absent: the kernel chooses by the outer route. */
  readonly source?: Address;
  /** UDP ports of the outer packet, as far as they are known. */
  readonly port?: number;
  readonly sourcePort?: number;
  /** Mark that the device gives it. @default the inner packet's */
  readonly mark?: Mark;
  /** Bytes that it grows by. */
  readonly overhead: number;
  /** The entry that decided, in words. */
  readonly entry: string;
  /** The device at the other end that takes it. */
  readonly receiver: (stack: Stack) => Link | undefined;
}

/** A device that does not know where to send a packet. */
export type Refusal = Extract<Drop, { code: 'no-forwarding-entry' }>;

/** Whether packets enter the device without a neighbour's MAC address. */
export function isPointToPoint(link: Link): boolean {
  return link.type === 'ipip' || link.type === 'wireguard';
}

/** How a tunnel device wraps a packet; undefined where the link is no tunnel. */
export function wrap(
  stack: Stack,
  link: Link,
  packet: Packet,
  route: Route | undefined,
  mac: string,
): Wrapping | Refusal | undefined {
  const refusal = (lacks: Refusal['lacks']): Refusal => ({
    code: 'no-forwarding-entry',
    host: stack.host.name,
    link: link.name,
    lacks,
  });
  switch (link.type) {
    case 'vxlan': {
      const end = stack.tunnelEnd(link.name, mac);
      if (!end) return refusal({ entry: 'mac', mac });
      const same = (other: Link) =>
        other.type === 'vxlan' &&
        other.vni === link.vni &&
        other.port === link.port &&
        other.local.family === link.local.family;
      return {
        destination: end,
        source: link.local,
        port: link.port,
        overhead: vxlanOverhead[end.family],
        entry: `forwarding table of ${link.name}: ${mac} is at ${end}`,
        receiver: find(same),
      };
    }
    case 'vxlan-flow':
    case 'geneve-flow': {
      const end = route?.encap?.destination;
      if (!end) return refusal({ entry: 'route' });
      return {
        destination: end,
        port: link.port,
        overhead: vxlanOverhead[end.family],
        entry: `the route names the tunnel's end: ${end}, number ${route.encap!.id}`,
        receiver: find((other) => other.type === link.type && other.port === link.port),
      };
    }
    case 'ipip': {
      const end = route?.via ?? packet.destination;
      return {
        destination: end,
        source: link.local,
        overhead: ipipOverhead[end.family],
        entry: `the route's next hop is the tunnel's end: ${end}`,
        receiver: find((other) => other.type === 'ipip' && other.local.equals(end)),
      };
    }
    case 'wireguard': {
      const peer = peerFor(link.peers, packet.destination);
      if (!peer) return refusal({ entry: 'peer', destination: `${packet.destination}` });
      const knows = (other: Link) =>
        other.type === 'wireguard' &&
        other.port === peer.port &&
        peerFor(other.peers, packet.source)?.keyName === link.keyName;
      return {
        destination: peer.endpoint,
        port: peer.port,
        sourcePort: link.port,
        mark: link.mark === undefined ? undefined : { value: link.mark, unknown: 0 },
        overhead: wireguardOverhead[peer.endpoint.family],
        entry: `peers of ${link.name}: ${packet.destination} belongs to the peer at ${peer.endpoint}`,
        receiver: find(knows),
      };
    }
    default:
      return undefined;
  }
}

function find(wanted: (link: Link) => boolean): Wrapping['receiver'] {
  return ({ host }) => host.links.find((link) => link.up !== false && wanted(link));
}

/** The peer with the longest allowed range that holds the address: WireGuard's cryptokey routing. */
function peerFor(peers: readonly WireguardPeer[], address: Address): WireguardPeer | undefined {
  const holding = peers.flatMap((peer) =>
    peer.allowed.filter((range) => range.contains(address)).map(({ prefix }) => ({ peer, prefix })),
  );
  return holding.sort((a, b) => b.prefix - a.prefix)[0]?.peer;
}
