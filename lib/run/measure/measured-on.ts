import { clusterTarget } from '../../base/targets';
import { measuringPermissions } from '../../cluster/measure/permissions';
import { clusterAspects, type Measurements, ownEngine, policyCounts, wantedBy } from '../../measure';
import { knownCluster } from '../cluster/known-cluster';
import { silent } from '../watcher';
import type { ClusterToMeasure, MeasureClustersOptions } from './cluster-options';
import { ClustersInTurns } from './clusters-in-turns';
import type { ClustersRun, VisitOfRun } from './clusters-run';
import { type NamedErrand, onClusters } from './on-clusters';
import { refuseWithoutBulk } from './refuse-without-bulk';

/**
 * Measures clusters in turns.
 * @param visit where it is a part of a run. @default it is a run of its own
 */
export function measuredOn(
  clusters: readonly ClusterToMeasure[],
  options: MeasureClustersOptions,
  visit?: VisitOfRun,
): Promise<Measurements> {
  const run = { ...runOf(clusters, options), visit };
  const startedAt = new Date();
  return onClusters(errandsOf(run), (uses) => new ClustersInTurns(run, uses).all(startedAt));
}

function runOf(clusters: readonly ClusterToMeasure[], options: MeasureClustersOptions): ClustersRun {
  const { engine = ownEngine, only = clusterAspects } = options;
  refuseWithoutBulk(engine, only);
  const wanted = wantedBy(only);
  const { families = 'first', policies = policyCounts, watcher = silent } = options;
  return {
    given: clusters.map(({ facts = {}, context }) => knownCluster({ name: context, ...facts })),
    runs: clusters.map(({ facts: _, target: __, ...access }) => ({
      ...options,
      ...access,
      wanted,
      families,
      policies,
    })),
    targets: clusters.map(({ target = clusterTarget }) => target),
    ...{ wanted, options, watcher },
  };
}

function errandsOf({ given, runs, wanted, watcher }: ClustersRun): NamedErrand[] {
  const permissions = measuringPermissions(wanted);
  return runs.map((options, i) => ({ name: given[i]!.name, options, watcher, permissions }));
}
