/** What differs between the computed state and the real one, entry by entry, as data. */
import type {
  Action,
  ChainHook,
  Condition,
  ForwardingEntry,
  InterfaceAddress,
  Link,
  NamedSet,
  Neighbour,
  Route,
  RoutingRule,
  SetElement,
} from '../../datapath';
import type { Family } from '../../net';

/** An address and the link that has it. */
export interface LinkAddress extends InterfaceAddress {
  readonly link: string;
}

/** One setting of a link, such as its MTU. */
export interface LinkSetting {
  readonly link: string;
  readonly setting: Setting;
  /** As text. */
  readonly value: string;
  /** The link that has it. */
  readonly owner: Link;
}

/** What of a link is compared. */
export type Setting =
  | 'mtu'
  | 'mac'
  | 'up'
  | 'arp'
  | 'hairpin'
  | 'isolated'
  | 'master'
  | 'peer'
  | 'vni'
  | 'port'
  | 'local'
  | 'underlay'
  | 'peers';

/** A rule of netfilter with the way from its hook to it. */
export interface PlacedRule {
  readonly families: readonly Family[];
  readonly hook: ChainHook;
  readonly table: string;
  readonly chain: string;
  /** Its own conditions, and those of the jumps that lead to it. */
  readonly conditions: readonly Condition[];
  /** The sets that those ask. */
  readonly sets: readonly NamedSet[];
  readonly action: Action;
  /** The rule as its tool prints it; of a chain's policy, the policy. */
  readonly text: string;
  readonly comment?: string;
  /** The kernel's number for it, which nft deletes it by. @default not known */
  readonly handle?: number;
  /** Place among the rules of its chain, from 0. Absent: it is the chain's policy. */
  readonly place?: number;
  /** Of an element of a map that the rule at that place looks up. @default it is the rule itself */
  readonly element?: SetElement;
}

/** A kernel setting. */
export interface Sysctl {
  /** Under /proc/sys/net. */
  readonly path: string;
  readonly value: string;
}

/** The kinds of entries that are compared, each with what an entry of it is. */
export interface Entries {
  link: Link;
  setting: LinkSetting;
  address: LinkAddress;
  route: Route;
  'policy-rule': RoutingRule;
  neighbour: Neighbour;
  forwarding: ForwardingEntry;
  netfilter: PlacedRule;
  sysctl: Sysctl;
}
/** A kind of entries. */
export type EntryKind = keyof Entries;

/** One entry that differs. */
export type Difference = {
  readonly [Kind in EntryKind]: {
    /** Name of the host in the datapath. */
    readonly host: string;
    readonly kind: Kind;
    /** `missing`: computed and not there; `extra`: there and not computed; `other`: there, but not as computed. */
    readonly change: 'missing' | 'extra' | 'other';
    /** What it is the entry of, in a few words that stay the same: `10.244.2.0/24`, `flannel.1 mtu`. */
    readonly key: string;
    readonly computed?: Entries[Kind];
    readonly real?: Entries[Kind];
  };
}[EntryKind];

/** The difference of a kind. */
export type DifferenceOf<Kind extends EntryKind> = Extract<Difference, { kind: Kind }>;
