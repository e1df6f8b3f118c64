import type { Family, Protocol } from '../../net';
import type { Place } from '../scope/place';
import type { Suspect } from '../suspect';
import type { Example } from './example';

/** A rule of a host that drops packets. */
interface Rule {
  /** The host, or the pod that it is. */
  readonly where: string;
  /** In the words of the rule's owner. */
  readonly rule: string;
}

/** What is wrong with source addresses, and with the way out of the cluster. */
export type SourceCause =
  | {
      readonly code: 'source-translated';
      /** As a receiver saw it, or as the walk says that a tunnel's end refuses it. */
      readonly seen: Example | (Rule & { readonly source: string; readonly refusedBy: string });
      /** What the failures have in common. */
      readonly place?: Place;
    }
  | { readonly code: 'node-source-translated'; readonly seen: Example; readonly place?: Place }
  | {
      readonly code: 'egress-not-masqueraded';
      /** What shows it: the source that a receiver saw of a pod. */
      readonly seen: Example & { readonly source?: string };
      /** Nodes whose pods' packets keep their address; empty: all. */
      readonly nodes: readonly string[];
    }
  | {
      /** Packets leave with an address that is neither the pod's nor the node's, or somebody else answers them. */
      readonly code: 'egress-source-other' | 'egress-answered-by-other';
      readonly seen: Example;
      /** Nodes whose pods' packets do; empty: all. */
      readonly nodes: readonly string[];
      readonly suspects: readonly Suspect[];
    }
  | {
      /** Pods do not get out of the cluster. */
      readonly code: 'egress-cut-off';
      readonly checks: number;
      /** Nodes whose pods do not; empty: all. */
      readonly nodes: readonly string[];
      /** The only pod that does not. */
      readonly pod?: string;
      /** Only this family, or this protocol, does not. */
      readonly family?: Family;
      readonly protocol?: Protocol;
      readonly example: Example;
      /** Everything inside the cluster passes. */
      readonly inside: boolean;
      readonly suspects: readonly Suspect[];
    };
