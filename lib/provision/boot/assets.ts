import { createHash } from 'node:crypto';
import { keys } from '../exchange/keys';
import { chartFiles } from '../install/chart-files';
import type { MachineCluster } from '../machine-cluster';
import { chartFrom } from '../sources/places';
import type { Connectivity } from './connectivity';

/** What the deploy puts into the exchange: object key to content. The first control plane reads it. */
export type Assets = Readonly<Record<string, string>>;

/** The CNI's chart, and the connectivity Jobs where there are some. */
export function clusterAssets(
  { cni, choice, plan, deployment, sources }: MachineCluster,
  connectivity?: Connectivity,
): Assets {
  const chart = chartFrom(sources, cni, deployment.chart(plan, choice));
  return {
    // One object for all files: each object is a resource of the stack.
    [keys.cni]: json(chartFiles({ cni, choice, plan, chart })),
    ...(connectivity && {
      [keys.manifests]: `${JSON.stringify(listOf(connectivity.manifests))}\n`, // may be long
      [keys.collect]: connectivity.collect,
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

const listOf = (items: readonly object[]) => ({ apiVersion: 'v1', kind: 'List', items });
const json = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;
