import type { Address, Protocol } from '../net';
import type { Mark } from './netfilter/mark';

/** An IP packet as the walk carries it. */
export interface Packet {
  readonly source: Address;
  readonly destination: Address;
  readonly protocol: Protocol | 'icmp' | 'ipip';
  /** Port at the destination; absent: it is not known, or the protocol has none. */
  readonly port?: number;
  /** Port at the source, likewise. */
  readonly sourcePort?: number;
  /** What rules of its host have marked it with. @default nothing */
  readonly mark?: Mark;
  /** Length of the whole IP packet in bytes. */
  readonly bytes: number;
  /** Whether a router must drop it rather than cut it. */
  readonly dontFragment: boolean;
  /** Routers that it may still pass. */
  readonly ttl: number;
}

/** A packet whose source is not chosen yet. */
export type Draft = Omit<Packet, 'source'>;

/** The packet from that source. Made in one place, so that all packets have one shape, which makes walks fast. */
export function packetOf(draft: Draft, source: Address): Packet {
  const { destination, protocol, port, sourcePort, mark, bytes, dontFragment, ttl } = draft;
  return { source, destination, protocol, port, sourcePort, mark, bytes, dontFragment, ttl };
}
