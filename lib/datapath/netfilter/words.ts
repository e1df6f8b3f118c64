/**
 * The words for packet filters and address translation as kernels really have them: chains that hang on hooks or are jumped
 * to, rules of conditions and one action, sets. iptables and nft are read into the same words. What cannot be put in them is
 * kept as `unknown` with its text: nothing is guessed.
 */
import type { Address, Cidr, Family } from '../../net';

/** Where in the stack netfilter is asked. Bridges and ingress hooks are not modelled. */
export type HookName = 'prerouting' | 'input' | 'forward' | 'output' | 'postrouting';

/** All of a host's rules. */
export interface Netfilter {
  readonly chains: readonly Chain[];
  readonly sets: readonly NamedSet[];
}

/** Rules that are asked in order. */
export interface Chain {
  /** Whose packets it sees; a chain of nft's `inet` tables sees both. */
  readonly families: readonly Family[];
  /** `iptables:filter`, `ip6tables:nat`, `iptables-legacy:nat`, or nft's family and name, such as `inet firewalld`. */
  readonly table: string;
  readonly name: string;
  /** What calls it; absent: other chains only. */
  readonly hook?: ChainHook;
  readonly rules: readonly Rule[];
}

/** How a chain hangs on a hook. */
export interface ChainHook {
  readonly name: HookName;
  /** `nat` chains see the first packet of a connection only. */
  readonly type: 'filter' | 'nat' | 'route';
  /** Lower is asked first: raw -300, mangle -150, dstnat -100, filter 0, srcnat 100. */
  readonly priority: number;
  /** What becomes of a packet that no rule decided. */
  readonly policy: 'accept' | 'drop';
}

/** Conditions, all of which must hold, and what is done then. */
export interface Rule {
  readonly conditions: readonly Condition[];
  readonly action: Action;
  /** The rule as the tool prints it, without counters and handles, in one line. */
  readonly text: string;
  /** What its owner wrote beside it. @default none */
  readonly comment?: string;
  /** The kernel's number for it, which nft deletes it by. @default not known */
  readonly handle?: number;
}

interface Negatable {
  /** Holds for everything else instead. @default false */
  readonly not?: true;
}

/** One of the two ends of a packet. */
export type End = 'source' | 'destination';

/** A part of a packet that a set can hold. */
export type SetField =
  | 'source'
  | 'destination'
  | 'source-port'
  | 'destination-port'
  | 'protocol'
  | 'in'
  | 'out'
  | 'state'
  | 'other';

/** What a rule asks of a packet. Addresses of one family, negated or not, are nothing to packets of the other. */
export type Condition =
  | ({ readonly on: 'address'; readonly of: End; readonly ranges: readonly Cidr[] } & Negatable)
  /** `tcp`, `udp`, `icmp`, `ipv6-icmp`, `sctp`, `ipip` for number 4 (which /etc/protocols calls otherwise); else the number. */
  | ({ readonly on: 'protocol'; readonly protocols: readonly string[] } & Negatable)
  /** Of TCP, UDP and SCTP, both ends of each range included. */
  | ({
      readonly on: 'port';
      readonly of: End;
      readonly ports: readonly (readonly [number, number])[];
    } & Negatable)
  /** Names of links; a `*` at the end stands for any rest. */
  | ({ readonly on: 'link'; readonly of: 'in' | 'out'; readonly names: readonly string[] } & Negatable)
  /** Whether (mark & mask) is the value. */
  | ({ readonly on: 'mark'; readonly mask: number; readonly value: number } & Negatable)
  /** Connection tracking: `new`, `established`, `related`, `invalid`, `untracked`, and `dnat`, `snat` of translated ones. */
  | ({ readonly on: 'state'; readonly states: readonly string[] } & Negatable)
  /** Whether the host (or, with `link`, the packet's own link) has the address; the kernel's address type. */
  | ({
      readonly on: 'address-type';
      readonly of: End;
      readonly types: readonly string[];
      readonly link?: 'in' | 'out';
    } & Negatable)
  /** Whether the set holds the packet's fields, in that order. */
  | ({ readonly on: 'set'; readonly set: string; readonly fields: readonly SetField[] } & Negatable)
  /** Whether the answer to the source, with the packet's `mark` or none, would leave by the link that it came in by; `loose`: by any. */
  | ({ readonly on: 'reverse-path'; readonly loose?: true; readonly mark?: true } & Negatable)
  /** Holds at random for a part of the packets, from 0 to 1. */
  | { readonly on: 'random'; readonly share: number }
  /** What these words have nothing for. */
  | { readonly on: 'unknown'; readonly text: string };

/** What a rule does. */
export type Action =
  | { readonly do: 'accept' | 'drop' | 'return' | 'continue' | 'notrack' }
  /** The source becomes an address of the link that the packet leaves by. */
  | { readonly do: 'masquerade' }
  /** Drops and tells the sender so. */
  | { readonly do: 'reject'; readonly with: string }
  | { readonly do: 'jump' | 'goto'; readonly chain: string }
  /** mark := (mark & ~clear) ^ flip; of the bits of `unknown` it is then not known what they are. @default all are known */
  | { readonly do: 'mark'; readonly clear: number; readonly flip: number; readonly unknown?: number }
  /** Another destination or source. Without an address the port alone changes; several: one of them at random. */
  | {
      readonly do: 'dnat' | 'snat';
      readonly to: readonly { readonly address?: Address; readonly port?: number }[];
    }
  /** The destination becomes an address of this host. */
  | { readonly do: 'redirect'; readonly port?: number }
  /** Looks the packet's fields up in a map of actions; what it does not hold goes on. */
  | { readonly do: 'map'; readonly fields: readonly SetField[]; readonly entries: readonly MapEntry[] }
  /** What these words have nothing for. `ends`: it can decide what becomes of the packet. */
  | { readonly do: 'unknown'; readonly text: string; readonly ends: boolean };

/** One entry of a map of actions. */
export interface MapEntry {
  readonly element: SetElement;
  readonly action: Action;
}

/** A named set, or an unnamed one that a rule holds. */
export interface NamedSet {
  /** The table as a {@link Chain} has it; `ipset` for those of ipset(8). */
  readonly table: string;
  readonly name: string;
  readonly elements: readonly SetElement[];
  /** Why what it holds is not known. @default it is known */
  readonly unread?: string;
}

/** One element: a value for each field that rules ask it for, in order. */
export type SetElement = readonly SetValue[];

/** The value of one field of an element. */
export type SetValue =
  | { readonly ranges: readonly Cidr[] }
  | { readonly ports: readonly [number, number] }
  | { readonly text: string };

/** A rule where it stands. */
export interface RuleAt {
  readonly chain: Chain;
  /** Hook from which the chain was asked, by itself or by jumps. */
  readonly hook: HookName;
  /** Of a packet that no rule decided, the chain's policy as a rule without conditions. */
  readonly rule: Rule;
}
