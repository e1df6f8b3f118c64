import type { Suspect } from '../suspect';
import type { Example } from './example';

/** Kinds of failures that only a Kubernetes cluster has. */
export type ServiceCode =
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

/** Such a failure with its details. */
export interface ServiceCause {
  readonly code: ServiceCode;
  readonly checks: number;
  readonly of: number;
  readonly example: Example;
  /** Nodes that ask in vain, or, of NodePorts, that are asked in vain; empty: all. */
  readonly nodes: readonly string[];
  readonly suspects: readonly Suspect[];
  /** Packets between endpoints fail too, from which this may follow. */
  readonly mayFollow: boolean;
}
