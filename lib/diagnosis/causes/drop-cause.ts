import type { Unreachable } from '../../check';
import type { Drop, HookName } from '../../datapath';
import type { Family } from '../../net';
import type { Command } from '../mend';

/** A rule of a host that drops packets. */
interface Rule {
  /** The host, or the pod that it is. */
  readonly where: string;
  /** In the words of the rule's owner. */
  readonly rule: string;
}

/** What drops packets, as the walk over the computed state says. */
export type DropCause =
  | { readonly code: 'node-down'; readonly node: string }
  | {
      readonly code: 'link-down';
      readonly host: string;
      readonly link: string;
      /** The other end of the cable. */
      readonly peer?: { readonly host: string; readonly link: string };
    }
  | ({ readonly code: 'source-destination-check' } & Rule)
  | ({ readonly code: 'tunnel-port-blocked'; readonly protocol?: string; readonly port?: number } & Rule)
  | ({ readonly code: 'one-way-block'; readonly sources: readonly string[] } & Rule)
  | ({
      readonly code: 'policy-drop';
      readonly protocol?: string;
      readonly destinations: readonly string[];
    } & Rule)
  | ({ readonly code: 'forward-drop' | 'filtered'; readonly hook: HookName } & Rule)
  /** `family`: of this one alone. */
  | { readonly code: 'forwarding-off'; readonly node: string; readonly family?: Family }
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
      readonly code: 'no-pod-routes';
      /** Those that lack the routes. */
      readonly nodes: readonly string[];
      /** Shares of the pod network that they lack routes to, with the nodes that have them. */
      readonly shares: readonly { readonly range: string; readonly node: string }[];
      /** How many more shares. */
      readonly more: number;
      /** Default routes take the packets to the router, which drops them. */
      readonly byDefault: boolean;
      /** What sets the routes; absent where they are many, or a router has to know them. */
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
  | {
      /** A route of a node leads to others by another card than they are answered by. */
      readonly code: 'asymmetric-route';
      readonly where: string;
      /** Nodes that it leads to. */
      readonly towards: readonly string[];
      /** In the words of `ip route`. */
      readonly route: string;
      /** Card that it leads by. */
      readonly link: string;
      /** Card with the node's address, by which requests come in. */
      readonly card: string;
      /** Whether the reverse path filter of that card drops them. */
      readonly strict: boolean;
      /** Whether receivers see another source address of what the node sends of its own. */
      readonly otherSource: boolean;
      readonly mend: readonly Command[];
    }
  | { readonly code: 'reverse-path-filter'; readonly where: string; readonly drop: Drop }
  /** Answers from pods of its bridge pass by the rules that translate them back. */
  | { readonly code: 'bridge-netfilter-off'; readonly node: string }
  | { readonly code: 'hairpin-off'; readonly host: string; readonly link: string }
  /** A subnet whose nodes reach their gateway and not one another. */
  | { readonly code: 'ports-isolated'; readonly host: string; readonly nodes: readonly string[] }
  | ({ readonly code: 'service-without-endpoints' | 'node-port-blocked' } & Rule)
  | ({ readonly code: 'control-port-blocked'; readonly of: 'api-server' | 'kubelet' } & Rule)
  | { readonly code: 'as-predicted'; readonly why: Unreachable; readonly from: string; readonly to: string };
