/** Keys of the objects by which a stack's machines and its user exchange files. A cloud says who may read and write which. */
export const keys = {
  cluster: 'assets/cluster.json',
  /** Files of the CNI's chart, by name: a script among them installs it. */
  cni: 'assets/cni.json',
  manifests: 'assets/connectivity/manifests.json',
  collect: 'assets/connectivity/collect.sh',
  statuses: 'status/',
  status: (node: string) => `status/${node}.json`,
  log: (node: string) => `logs/${node}.txt`,
  observations: 'results/observations.json',
  connectivityStatus: 'results/status.json',
} as const;
