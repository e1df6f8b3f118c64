import type { MachineCluster } from '../machine-cluster';

/**
 * What the first control plane runs when all nodes are Ready: the seam to `lib/cluster`, which makes both parts.
 * They become objects in the stack's exchange, so their size is free. Without them a cluster boots and tests nothing.
 */
export interface Connectivity {
  /** Objects of the Jobs in the order in which they can be applied: server-side, with the administrator's rights. */
  readonly manifests: readonly object[];
  /**
   * A Bash script, called as `collect.sh FILE` with KUBECONFIG set, kubectl and jq at hand and 30 minutes of time: waits
   * for the Jobs and writes what they saw to FILE as JSON. Exit code 0 means that they ran, not that every check passed.
   */
  readonly collect: string;
}

/** Makes the parts from the cluster, so that the Jobs match its nodes. */
export type ConnectivitySource = (cluster: MachineCluster) => Connectivity;
