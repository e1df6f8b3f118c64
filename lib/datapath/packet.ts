import type { Address, Protocol } from '../net';
import type { Drop } from './drop';
import type { FilterRule, NatRule, Route } from './host';

/** An IP packet as the walk carries it. */
export interface Packet {
  readonly source: Address;
  readonly destination: Address;
  readonly protocol: Protocol | 'ipip';
  /** Destination port, of a tunnel's outer packet. */
  readonly port?: number;
  /** Length of the whole IP packet in bytes. */
  readonly bytes: number;
  /** Whether a router must drop it rather than cut it. */
  readonly dontFragment: boolean;
  /** Routers that it may still pass. */
  readonly ttl: number;
}

/** What decided at one step, the entry itself. */
export type Decision =
  | { readonly step: 'start' }
  | {
      readonly step: 'route';
      readonly route: Route;
      /** Largest packet that route and link take, in bytes. */
      readonly limit: number;
    }
  | {
      readonly step: 'neighbour';
      readonly address: Address;
      readonly mac: string;
      readonly entry: 'permanent' | 'asked';
    }
  | { readonly step: 'cable'; readonly to: string }
  | { readonly step: 'bridge'; readonly bridge: string; readonly port: string }
  | {
      readonly step: 'encapsulate';
      readonly overhead: number;
      /** The entry that decided, in words for people. */
      readonly entry: string;
      /** Length of the outer packet, in bytes. */
      readonly bytes: number;
    }
  | { readonly step: 'decapsulate' }
  | { readonly step: 'translate'; readonly rule?: NatRule; readonly before: Packet }
  | { readonly step: 'fragment'; readonly mtu: number }
  | { readonly step: 'forward' }
  | { readonly step: 'deliver' }
  | {
      readonly step: 'drop';
      readonly drop: Drop;
      /** The rule itself, of a packet that was filtered. */
      readonly rule?: FilterRule;
    };

/** One step of a walk. */
export interface Hop {
  readonly host: string;
  readonly link?: string;
  /** The packet after the step. */
  readonly packet: Packet;
  /** How many tunnels the packet is inside of. */
  readonly depth: number;
  readonly decision: Decision;
}

/** A source address that a host has rewritten, remembered for the answer (the kernel's conntrack). */
export interface Translation {
  readonly host: string;
  readonly original: Address;
  readonly translated: Address;
  readonly destination: Address;
}

/** Where a packet went and what became of it. */
export interface Walk {
  readonly delivered: boolean;
  /** Host at which it arrived or was dropped. */
  readonly host: string;
  /** The packet as it was then: its source is what the receiver sees. */
  readonly packet: Packet;
  readonly hops: readonly Hop[];
  /** Largest IP packet that passes the whole way unfragmented, in bytes, as far as it went. */
  readonly mtu: number;
  /** Whether an outer packet was cut in pieces on the way. */
  readonly fragmented: boolean;
  readonly translations: readonly Translation[];
  /** Why it was dropped; absent: it was delivered. */
  readonly drop?: Drop;
}
