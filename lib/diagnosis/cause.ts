/** Causes of failures, as codes with the details that name them; cause-text.ts puts them and their remedies in words. */
import type { Reason, Unreachable } from '../check';
import type { Drop } from '../datapath';
import type { AgentEvidence } from './evidence';
import type { Command } from './mend';
import type { Place } from './scope/place';
import type { Scope } from './scope/scope';
import type { Suspect } from './suspect';

/** One of the checks that failed. */
export interface Example {
  readonly from: string;
  readonly to: string;
  /** Address of the one that is asked, where it is known. */
  readonly address?: string;
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
  | 'service-own-node'
  | 'service-from-nodes'
  | 'node-port-elsewhere'
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
      /** What has them. */
      readonly kind: 'pod' | 'node';
      /** All are of one range, which several nodes have on bridges of their own. */
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
  | { readonly code: 'gateway-missing'; readonly node: string; readonly mend?: readonly Command[] }
  | {
      readonly code: 'route-missing';
      readonly where: string;
      readonly pod: boolean;
      readonly range: string;
      readonly node: string;
      /** The default route takes the packets to the router, which drops them. */
      readonly byDefault: boolean;
      /** What sets the entry as the CNI means it; absent where that is not known. */
      readonly mend?: readonly Command[];
    }
  | {
      readonly code: 'bgp-session-down';
      readonly host: string;
      readonly peer: string;
      readonly range: string;
    }
  | {
      readonly code: 'blackhole-route';
      readonly where: string;
      readonly node: string;
      readonly drop: Drop;
      readonly mend?: readonly Command[];
    }
  | {
      readonly code: 'route-wrong-node';
      readonly round: readonly string[];
      /** What sets the entry as the CNI means it; absent where that is not known. */
      readonly mend?: readonly Command[];
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
      /** What sets the entry as the CNI means it; absent where that is not known. */
      readonly mend?: readonly Command[];
    }
  | {
      readonly code: 'neighbour-stale';
      readonly host: string;
      readonly link: string;
      readonly address: string;
      readonly mac: string;
      /** What sets the entry as the CNI means it; absent where that is not known. */
      readonly mend?: readonly Command[];
    }
  | {
      readonly code: 'forwarding-entry-missing';
      readonly where: string;
      readonly node: string;
      readonly drop: Drop;
      readonly device?: string;
      /** What sets the entry as the CNI means it; absent where that is not known. */
      readonly mend?: readonly Command[];
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
      /** What sets the entry as the CNI means it; absent where that is not known. */
      readonly mend?: readonly Command[];
      readonly address: string;
      readonly link?: string;
    }
  | {
      readonly code: 'proxy-arp-off';
      readonly node: string;
      readonly where: string;
      readonly gateway?: string;
      /** What sets the entry as the CNI means it; absent where that is not known. */
      readonly mend?: readonly Command[];
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
  | { readonly code: 'node-source-translated'; readonly seen: Example }
  | {
      readonly code: 'egress-not-masqueraded';
      /** What shows it: the source that a receiver saw of a pod. */
      readonly seen: Example & { readonly source?: string };
      /** Nodes whose pods' packets keep their address; empty: all. */
      readonly nodes: readonly string[];
    }
  | {
      /** Pods do not get out of the cluster, and everything else passes. */
      readonly code: 'egress-cut-off';
      readonly checks: number;
      /** Nodes whose pods do not; empty: all. */
      readonly nodes: readonly string[];
      readonly example: Example;
      /** Everything inside the cluster passes. */
      readonly inside: boolean;
      readonly suspects: readonly Suspect[];
    }
  | {
      readonly code: 'packet-loss';
      readonly nodePairs: number;
      /** What failed and was tried again: how often, and how often it passed. */
      readonly again?: { readonly tries: number; readonly passed: number };
      readonly place: Place;
      readonly suspects: readonly Suspect[];
    }
  | {
      readonly code: 'mtu-black-hole';
      readonly pairs: number;
      readonly seen: Example;
      /** Where a packet one byte larger than what passes is dropped. */
      readonly drop?: Drop;
      readonly place?: Place;
      /** Largest packet that passes there, in bytes. */
      readonly passes?: number;
      /** What pods could send so that it fits, in bytes; absent where pods are not to blame or it is not known. */
      readonly fits?: number;
    }
  | {
      /** A node's card takes smaller packets than the others'. */
      readonly code: 'card-mtu';
      readonly node: string;
      /** Its name, where it was seen. */
      readonly link?: string;
      /** In bytes. */
      readonly mtu: number;
      readonly others: number;
      readonly pairs: number;
    }
  | {
      /** All nodes' cards take smaller packets than the plan says, in bytes. */
      readonly code: 'underlay-mtu';
      readonly mtu: number;
      readonly planned: number;
      readonly pairs: number;
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
  | {
      /** An endpoint does not have its planned address. */
      readonly code: 'address-missing';
      readonly endpoint: string;
      readonly planned: string;
      readonly has: readonly string[];
    }
  | { readonly code: 'not-reported'; readonly checks: number }
  | { readonly code: 'as-predicted'; readonly why: Unreachable; readonly from: string; readonly to: string }
  | {
      /** What fails has this in common, and these are left to blame for it. */
      readonly code: 'narrowed';
      readonly checks: number;
      readonly scope: Scope;
      readonly suspects: readonly Suspect[];
      readonly example: Example;
      /** UDP port of the tunnel that all of it goes through, where only that fails. */
      readonly tunnel?: { readonly protocol: string; readonly port?: number };
      /** DaemonSet of the CNI's agents of which fewer are ready than wanted. */
      readonly agents?: AgentEvidence;
      /** A lab: its packets can be traced. */
      readonly lab: boolean;
    }
  | {
      /** Nodes that have one share of the pod network, as their objects say. */
      readonly code: 'shares-equal';
      readonly share: string;
      readonly nodes: readonly string[];
    }
  | {
      /** Nodes that have no share of the pod network, as their objects say. */
      readonly code: 'shares-missing';
      readonly nodes: readonly string[];
    }
  | {
      /** Nodes whose agents announce one address or MAC address. */
      readonly code: 'announced-equal';
      readonly what: 'address' | 'mac';
      readonly value: string;
      readonly nodes: readonly string[];
    }
  | {
      /** A node whose agent announces another address than its Node object has. */
      readonly code: 'announced-other';
      readonly node: string;
      readonly announced: string;
      readonly address: string;
    }
  | {
      readonly code: ServiceCause;
      readonly checks: number;
      readonly of: number;
      readonly example: Example;
      readonly suspects: readonly Suspect[];
      /** Packets between endpoints fail too, from which this may follow. */
      readonly mayFollow: boolean;
    };

/** The cause of a code. */
export type CauseOf<Code extends Cause['code'], One = Cause> = One extends { readonly code: infer Own }
  ? Code extends Own
    ? One
    : never
  : never;
