/**
 * Keys of the objects by which a stack's machines and its user exchange files. A cloud says who may read and write which.
 * What a machine says of itself lies below its own name in the exchange (`self`), where no other machine can write: so it
 * is that machine's and not that of the next one with the node's name.
 */
export const keys = {
  cluster: 'assets/cluster.json',
  /** Files of the CNI's chart, by name: a script among them installs it. */
  cni: 'assets/cni.json',
  manifests: 'assets/connectivity/manifests.json',
  collect: 'assets/connectivity/collect.sh',
  /** Which machines there are. */
  machines: 'assets/machines.json',
  /** What the cloud calls the load balancer of the API, where there is one. */
  balancer: 'assets/balancer',
  /** Likewise of the way out of machines without public addresses. */
  natGateway: 'assets/nat-gateway',
  statuses: 'status/',
  results: 'results/',
  status: (self: string, node: string) => `status/${self}/${node}.json`,
  log: (self: string, node: string) => `logs/${self}/${node}.txt`,
  /** What the Jobs saw, by the run that saw it. */
  observations: (self: string, generation: string, run: number) =>
    `results/${self}/${generation}/run-${run}.json`,
  connectivityStatus: (self: string) => `results/${self}/status.json`,
} as const;
