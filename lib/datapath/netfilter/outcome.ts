/** What is asked of a host's rules about a packet, and what they answer. */
import type { Address } from '../../net';
import type { Packet } from '../packet';
import type { HookName, RuleAt } from './words';

/** What connection tracking knows of a packet's connection. */
export interface Tracked {
  readonly state: 'new' | 'established' | 'related' | 'invalid' | 'untracked';
  /** Whether its destination or its source was rewritten. @default false */
  readonly dnat?: boolean;
  readonly snat?: boolean;
  /** What address translation makes of the packet without asking rules, as of all but a connection's first. */
  readonly rewrite?: Partial<Packet>;
  /** Whether rules have been asked for a translation already. @default false */
  readonly decided?: boolean;
}

/** A packet at a hook. */
export interface Question {
  readonly hook: HookName;
  readonly packet: Packet;
  /** Links that it came in by and leaves by, as far as it has them there. */
  readonly in?: string;
  readonly out?: string;
  readonly tracked: Tracked;
  /** From 0 to 1: which of several ends rules choose that choose at random. @default not known, so each is followed */
  readonly pick?: number;
}

/** What the chains of one hook make of a packet. */
export type Outcome =
  | {
      readonly verdict: 'accept';
      /** As it goes on: with its mark, and with other addresses where rules say so. */
      readonly packet: Packet;
      /** The rule that gave it other addresses. */
      readonly translatedBy?: RuleAt;
      readonly untracked: boolean;
      /** Whether a chain that routes anew has given it another mark. */
      readonly rerouted: boolean;
      /** Rules that drop a part of such packets by chance. */
      readonly chances: readonly Chance[];
    }
  | {
      readonly verdict: 'drop';
      readonly by: RuleAt;
      /** The error that the sender gets. @default none */
      readonly reject?: string;
    }
  /** What becomes of the packet depends on what is not known of the rule. */
  | { readonly verdict: 'unknown'; readonly by: RuleAt };

/** A rule that drops packets at random. */
export interface Chance {
  readonly by: RuleAt;
  /** Part that it drops, from 0 to 1. */
  readonly share: number;
}

/** What rules ask of the host that they belong to. */
export interface Surroundings {
  /** The kernel's type of an address. @param link whose addresses alone count as local */
  addressType(address: Address, link?: string): string;
  /** The link by which an answer to the packet's sender would leave, with the packet's mark if it has one. */
  linkBack(packet: Packet): string | undefined;
  /** The address that masquerading gives to what leaves by the link for the destination. */
  masqueradeAddress(link: string, destination: Address): Address | undefined;
}
