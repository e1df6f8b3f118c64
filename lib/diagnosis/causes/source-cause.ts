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
    };
