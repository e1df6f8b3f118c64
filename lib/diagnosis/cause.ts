/** Causes of failures, as codes with the details that name them; cause-text.ts puts them and their remedies in words. */
import type { Reason, Unreachable } from '../check';
import type { Drop } from '../datapath';

/** What failures have in common, where they have something in common that passes nowhere. */
export type Place =
  | { readonly code: 'from-to'; readonly from: string; readonly to: string }
  | { readonly code: 'from' | 'to' | 'at'; readonly node: string }
  | { readonly code: 'between'; readonly nodes: readonly [string, string] }
  | { readonly code: 'crossing' };

/** One of the checks that failed. */
export interface Example {
  readonly from: string;
  readonly to: string;
  readonly why?: Reason;
}

/** A rule of a host that drops packets. */
interface Rule {
  /** The host, or the pod that it is. */
  readonly where: string;
  /** In the words of the rule's owner. */
  readonly rule: string;
}

/** Kinds of failures that only a Kubernetes cluster has. */
export type ServiceCause =
  | 'node-share'
  | 'cluster-dns'
  | 'service-hairpin'
  | 'service-balancing'
  | 'policy-not-enforced'
  | 'policy-too-strict'
  | 'metadata-open';

/** A cause with its details. Names of hosts are the datapath's; `where` is a pod's id where the host is a pod. */
export type Cause =
  | { readonly code: 'node-down'; readonly node: string }
  | {
      readonly code: 'link-down';
      readonly host: string;
      readonly link: string;
      /** The other end of the cable. */
      readonly peer?: { readonly host: string; readonly link: string };
    }
  | {
      readonly code: 'duplicate-address';
      readonly addresses: readonly { readonly address: string; readonly endpoints: readonly string[] }[];
      /** How many more addresses are used twice. */
      readonly more: number;
      /** All are of one range, which several nodes take for their own. */
      readonly sharedRange: boolean;
    }
  | {
      readonly code: 'address-outside-range';
      readonly endpoints: readonly string[];
      readonly address: string;
      readonly within: string;
    }
  | ({ readonly code: 'source-destination-check' } & Rule)
  | ({ readonly code: 'tunnel-port-blocked'; readonly protocol?: string; readonly port?: number } & Rule)
  | ({ readonly code: 'one-way-block'; readonly sources: readonly string[] } & Rule)
  | ({
      readonly code: 'policy-drop';
      readonly protocol?: string;
      readonly destinations: readonly string[];
    } & Rule)
  | ({ readonly code: 'forward-drop' | 'filtered'; readonly hook: 'input' | 'forward' | 'output' } & Rule)
  | { readonly code: 'forwarding-off'; readonly node: string }
  | { readonly code: 'gateway-missing'; readonly node: string }
  | {
      readonly code: 'route-missing';
      readonly where: string;
      readonly pod: boolean;
      readonly range: string;
      readonly node: string;
      /** The default route takes the packets to the router, which drops them. */
      readonly byDefault: boolean;
    }
  | {
      readonly code: 'bgp-session-down';
      readonly host: string;
      readonly peer: string;
      readonly range: string;
    }
  | { readonly code: 'blackhole-route'; readonly where: string; readonly node: string; readonly drop: Drop }
  | {
      readonly code: 'route-wrong-node';
      readonly round: readonly string[];
      readonly range: string;
      readonly node: string;
      readonly destination: string;
    }
  | {
      readonly code: 'forwarding-entry-wrong';
      readonly host: string;
      readonly link: string;
      readonly mac: string;
      readonly where: string;
    }
  | {
      readonly code: 'neighbour-stale';
      readonly host: string;
      readonly link: string;
      readonly address: string;
      readonly mac: string;
    }
  | {
      readonly code: 'forwarding-entry-missing';
      readonly where: string;
      readonly node: string;
      readonly drop: Drop;
      readonly device?: string;
    }
  | {
      readonly code: 'overlapping-range';
      readonly where: string;
      readonly link: string;
      readonly own: string;
      readonly node: string;
      readonly range: string;
    }
  | {
      readonly code: 'neighbour-missing';
      readonly where: string;
      readonly drop: Drop;
      readonly tunnel: boolean;
      readonly address: string;
      readonly link?: string;
    }
  | {
      readonly code: 'proxy-arp-off';
      readonly node: string;
      readonly where: string;
      readonly gateway?: string;
    }
  | {
      readonly code: 'tunnel-mismatch';
      readonly where: string;
      readonly host: string;
      readonly drop: Drop;
      readonly sender?: string;
      readonly others: readonly string[];
    }
  | { readonly code: 'reverse-path-filter'; readonly where: string; readonly drop: Drop }
  | {
      readonly code: 'source-translated';
      /** As a receiver saw it, or as the walk says that a tunnel's end refuses it. */
      readonly seen: Example | (Rule & { readonly source: string; readonly refusedBy: string });
    }
  | { readonly code: 'node-source-translated' | 'egress-not-masqueraded'; readonly seen: Example }
  | {
      readonly code: 'packet-loss';
      readonly nodePairs: number;
      /** What failed and was tried again: how often, and how often it passed. */
      readonly again?: { readonly tries: number; readonly passed: number };
      readonly place?: Place;
    }
  | {
      readonly code: 'mtu-black-hole';
      readonly pairs: number;
      readonly seen: Example;
      /** Where a packet one byte larger than what passes is dropped. */
      readonly drop?: Drop;
    }
  | {
      readonly code: 'frag-needed-suppressed';
      readonly pairs: number;
      readonly seen: Example;
      readonly drop: Drop;
      readonly host: string;
      readonly rule: string;
    }
  | {
      readonly code: 'mtu-too-high';
      readonly pairs: number;
      readonly seen: Example;
      readonly drop?: Drop;
      /** MTU that fits, in bytes. */
      readonly fits?: number;
    }
  | {
      readonly code: 'mtu-wasteful';
      readonly pairs: number;
      readonly seen: Example;
      readonly fits?: number;
      readonly place?: Place;
    }
  | { readonly code: 'as-predicted'; readonly why: Unreachable; readonly from: string; readonly to: string }
  | { readonly code: 'state-differs'; readonly checks: number; readonly place?: Place }
  | { readonly code: 'unreachable'; readonly checks: number; readonly place?: Place; readonly why?: Reason }
  | {
      readonly code: ServiceCause;
      readonly checks: number;
      readonly of: number;
      readonly example: Example;
      /** Packets between endpoints fail too, from which this may follow. */
      readonly mayFollow: boolean;
    };

/** The cause of a code. */
export type CauseOf<Code extends Cause['code'], One = Cause> = One extends { readonly code: infer Own }
  ? Code extends Own
    ? One
    : never
  : never;
