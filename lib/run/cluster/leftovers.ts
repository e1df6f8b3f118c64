import { clusterLeftovers } from '../../cluster/leftovers/cluster-leftovers';
import { readLeftovers } from '../../cluster/leftovers/read-leftovers';
import { cnis } from '../../cni';
import type { LeftoversReport } from '../../results';
import { capturesIn } from '../state/captures-in';
import { silent } from '../watcher';
import { knownCluster } from './known-cluster';
import { type ClusterOptions, keptNote } from './test-cluster';

/** What to look at, and what is known of it. */
export type LeftoversOptions = Omit<ClusterOptions, 'keepState' | 'capture' | 'files' | 'sample' | 'egress'>;

/**
 * Says what CNIs that do not run have left in a cluster: on its nodes, on their objects and in the API. Nothing is removed.
 * @throws SpecError or RunError where the facts do not fit together, TargetError where the cluster cannot be reached
 */
export async function leftoversInCluster(options: LeftoversOptions = {}): Promise<LeftoversReport> {
  const { facts = {}, watcher = silent, ...run } = options;
  const { name, cni, testbed } = knownCluster({ ...facts, state: undefined });
  const report = await readLeftovers(run, { name, cni: cni?.name ?? testbed?.cni.name }, watcher);
  return { ...report, notes: [...report.notes, ...keptNote(run)] };
}

/**
 * The same of captures that were taken by hand, of which the API says nothing.
 * @param cni name of the one that runs; `none`: none does
 * @throws SpecError where there is no such CNI, RunError where the captures cannot be read
 */
export function leftoversInCaptures(path: string, cni: string): LeftoversReport {
  const { cni: known } = knownCluster({ cni });
  const running = cnis.some(({ name, traces }) => name === known?.name && traces) ? [cni] : [];
  return clusterLeftovers({ source: path, running, captures: capturesIn(path), notes: [] });
}
