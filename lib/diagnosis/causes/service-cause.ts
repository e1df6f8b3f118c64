import type { Family } from '../../net';
import type { Suspect } from '../suspect';
import type { Example } from './example';

/** Kinds of failures that only a Kubernetes cluster has. */
export type ServiceCode =
  | 'node-share'
  | 'service-range-missing'
  | 'service-range-overlaps'
  | 'cluster-dns'
  | 'service-hairpin'
  | 'service-own-node'
  | 'service-from-nodes'
  | 'node-port-elsewhere'
  | 'service-balancing'
  | 'api-server-unreached'
  | 'api-server-by-service'
  | 'kubelet-unreached'
  | 'policy-not-enforced'
  | 'policy-too-strict'
  | 'policy-own-node'
  | 'policy-other-node'
  | 'policy-admin-tier'
  | 'policy-baseline-tier'
  | 'metadata-open';

/** Such a failure with its details. */
export interface ServiceCause {
  readonly code: ServiceCode;
  readonly checks: number;
  readonly of: number;
  readonly example: Example;
  /** Nodes that ask in vain, or, of NodePorts and kubelets, that are asked in vain; empty: all. */
  readonly nodes: readonly string[];
  /** The only family in which it fails, of two that were asked. @default both, or there is one */
  readonly family?: Family;
  readonly suspects: readonly Suspect[];
  /** Packets between endpoints fail too, from which this may follow. */
  readonly mayFollow: boolean;
}
