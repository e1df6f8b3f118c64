/** Clusters that kubectl reaches: one alone, or several in turns. */
import { measuringPermissions } from '../../cluster/measure/permissions';
import { clusterAspects, type Measurements, policyCounts, wantedBy } from '../../measure';
import { knownCluster } from '../cluster/known-cluster';
import { silent } from '../watcher';
import type { ClusterToMeasure, MeasureClustersOptions } from './cluster-options';
import { ClustersInTurns } from './clusters-in-turns';
import type { ClustersRun } from './clusters-run';
import { type NamedErrand, onClusters } from './on-clusters';

/**
 * Measures clusters in turns (A B B A), and leaves them as they were. One alone is measured against its own host network.
 * @throws SpecError or RunError where facts do not fit together, TargetError where a cluster cannot be used, or its numbers
 * would mean little and `anyway` is not given
 */
export async function measureClusters(
  clusters: readonly ClusterToMeasure[],
  options: MeasureClustersOptions = {},
): Promise<Measurements> {
  const run = runOf(clusters, options);
  const startedAt = new Date();
  return onClusters(errandsOf(run), (uses) => new ClustersInTurns(run, uses).all(startedAt));
}

function runOf(clusters: readonly ClusterToMeasure[], options: MeasureClustersOptions): ClustersRun {
  const wanted = wantedBy(options.only ?? clusterAspects);
  const { families = 'first', policies = policyCounts, watcher = silent } = options;
  return {
    given: clusters.map(({ facts = {}, context }) => knownCluster({ name: context, ...facts })),
    runs: clusters.map(({ facts: _, ...access }) => ({ ...options, ...access, wanted, families, policies })),
    ...{ wanted, options, watcher },
  };
}

function errandsOf({ given, runs, wanted, watcher }: ClustersRun): NamedErrand[] {
  const permissions = measuringPermissions(wanted);
  return runs.map((options, i) => ({ name: given[i]!.name, options, watcher, permissions }));
}
