/** What a CNI's agents leave on machines, as one tells it from others': by names that nobody else gives. */
import type { RoutingRule } from '../../datapath';

/** What a CNI's entries are known by, also when it is gone. */
export interface Traces {
  readonly links: RegExp;
  /** Of these, names that other plug-ins give as well: nobody's leftover where a CNI runs that the testbed does not build. @default none */
  readonly sharedLinks?: RegExp;
  /** Devices of a kernel module that it takes and nobody can delete: emptied and set down. @default none */
  readonly kernelLinks?: RegExp;
  /** Protocols of its routes. @default it has none of its own */
  readonly protocols?: readonly string[];
  /** Its rules for the choice of a routing table. @default it has none */
  readonly policyRules?: (rule: RoutingRule) => boolean;
  readonly netfilter: NetfilterTraces;
  /** What its agents pin under /sys/fs/bpf. @default nothing */
  readonly pins?: readonly Pins[];
  /** Names of its eBPF programs at the queues of links. @default it has none there */
  readonly programs?: RegExp;
  /** Files in the folder that the container runtime reads its CNI configuration from. */
  readonly config: RegExp;
  /** Folders in which it keeps state on a machine. @default it has none */
  readonly folders?: readonly string[];
  /** TCP ports that its agents listen at. @default none */
  readonly ports?: readonly number[];
}

/** Names in iptables, nft and ipset. */
export interface NetfilterTraces {
  /** Its own chains, of iptables too. @default none */
  readonly chains?: RegExp;
  /** Tables of nft that are all its own, such as `ip calico`. @default none */
  readonly tables?: RegExp;
  /** Comments of its rules in chains of others. @default it has none there */
  readonly comments?: RegExp;
  /** @default none */
  readonly sets?: RegExp;
}

/** A folder under /sys/fs/bpf that is all its own, or its files in one that others use too. */
export interface Pins {
  /** Such as `tc/globals`. */
  readonly folder: string;
  /** Names of its files there, with `*` for any letters. @default the folder is all its own */
  readonly names?: string;
}

/** A CNI by its name. */
export interface Owner {
  readonly name: string;
  readonly traces: Traces;
}

/** Whether a rule is one of its own, by its place or its comment. */
export function isRuleOf(
  { chains, tables, comments }: NetfilterTraces,
  { table, chain, comment }: { readonly table: string; readonly chain: string; readonly comment?: string },
): boolean {
  return Boolean(
    chains?.test(chain) || tables?.test(table) || (comment !== undefined && comments?.test(comment)),
  );
}
