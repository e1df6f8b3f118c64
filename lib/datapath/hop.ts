/** What a walk writes down: each step with the entry that decided, and what became of the packet. */
import type { Address } from '../net';
import type { Connection } from './connection';
import type { Drop } from './drop';
import type { Route } from './host';
import type { RuleAt } from './netfilter/words';
import type { Packet } from './packet';
import type { Unknown } from './unknown';

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
  | {
      readonly step: 'translate';
      /** Absent: it belongs to a connection whose first packet was translated. */
      readonly rule?: RuleAt;
      readonly before: Packet;
    }
  | { readonly step: 'fragment'; readonly mtu: number }
  | { readonly step: 'forward' }
  | { readonly step: 'deliver' }
  | {
      readonly step: 'drop';
      readonly drop: Drop;
      /** The rule itself, of a packet that was filtered. */
      readonly rule?: RuleAt;
    }
  | { readonly step: 'unknown'; readonly unknown: Unknown };

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

/** A rule on the way that drops a part of such packets at random. */
export interface ChanceDrop {
  readonly host: string;
  readonly rule: RuleAt;
  /** The part that it drops, from 0 to 1. */
  readonly share: number;
}

/** Where a packet went and what became of it. */
export interface Walk {
  readonly delivered: boolean;
  /** Host at which it arrived, was dropped, or is no longer followed. */
  readonly host: string;
  /** The packet as it was then: its source is what the receiver sees. */
  readonly packet: Packet;
  readonly hops: readonly Hop[];
  /** Largest IP packet that passes the whole way unfragmented, in bytes, as far as it went. */
  readonly mtu: number;
  /** Whether an outer packet was cut in pieces on the way. */
  readonly fragmented: boolean;
  /** What hosts on the way remember of it, for the answer. */
  readonly connections: readonly Connection[];
  /** Where chance may drop it. A packet that only chance drops is taken to pass. */
  readonly chances: readonly ChanceDrop[];
  /** Why it was dropped; absent: it was not. */
  readonly drop?: Drop;
  /** Where and why it is not known what becomes of it: neither delivered nor dropped, and nothing is predicted. */
  readonly unknown?: Unknown;
}
