import { createHash } from 'node:crypto';
import type { AwsCluster } from './cluster';
import type { Connectivity } from './connectivity';

/** Keys of the bucket's objects. Who may read and write which is in construct/node-roles.ts. */
export const keys = {
  cluster: 'assets/cluster.json',
  status: (node: string) => `status/${node}.json`,
  log: (node: string) => `logs/${node}.txt`,
  observations: 'results/observations.json',
  connectivityStatus: 'results/status.json',
} as const;

/** What the deploy puts into the bucket: object key to content. The first control plane reads it. */
export type Assets = Readonly<Record<string, string>>;

/** Chart, values and manifests of the CNI, and the connectivity Jobs where there are some. */
export function clusterAssets(cluster: AwsCluster, connectivity?: Connectivity): Assets {
  const { namespaceLabels, values, manifests, crds, ready, namespace, ...chart } = cluster.deployment.chart(
    cluster.plan,
    cluster.choice,
  );
  const install = {
    release: cluster.cni.name,
    chart: { repository: chart.repository, name: chart.name, version: chart.version },
    namespace: {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: namespace, labels: namespaceLabels },
    },
    crds,
    ready: ready.map(lineSafe),
  };
  return {
    'assets/cni/install.json': json(install),
    'assets/cni/values.json': json(values),
    'assets/cni/manifests.json': json(listOf(manifests)),
    ...(connectivity && {
      'assets/connectivity/manifests.json': `${JSON.stringify(listOf(connectivity.manifests))}\n`, // may be long
      'assets/connectivity/collect.sh': connectivity.collect,
    }),
  };
}

/**
 * A digest of all that one cluster is made of. It is part of every node's user data: a change of any part makes new
 * machines of all, since workers of one cluster are of no use to the next one's control plane.
 */
export function generationOf(parts: unknown): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 12);
}

/** The node reads one argument a line. */
function lineSafe(command: readonly string[]): readonly string[] {
  for (const argument of command)
    if (argument.includes('\n'))
      throw new Error(`a line break in a readiness command: ${JSON.stringify(argument)}`);
  return command;
}

const listOf = (items: readonly object[]) => ({ apiVersion: 'v1', kind: 'List', items });
const json = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;
