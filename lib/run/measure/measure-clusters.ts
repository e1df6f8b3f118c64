/** Clusters that kubectl reaches: one alone, or several in turns. */
import { clusterTarget } from '../../base/targets';
import { measuringPermissions } from '../../cluster/measure/permissions';
import {
  type Aspect,
  clusterAspects,
  type Measurements,
  ownEngine,
  policyCounts,
  wantedBy,
} from '../../measure';
import { knownCluster } from '../cluster/known-cluster';
import { RunError } from '../run-error';
import { silent } from '../watcher';
import type { ClusterToMeasure, MeasureClustersOptions } from './cluster-options';
import { ClustersInTurns } from './clusters-in-turns';
import type { ClustersRun, VisitOfRun } from './clusters-run';
import { measureReady } from './measure-ready';
import { type NamedErrand, onClusters } from './on-clusters';
import { refuseWithoutBulk } from './refuse-without-bulk';

/**
 * Measures clusters in turns (A B B A), and leaves them as they were. One alone is measured against its own host network.
 * @throws SpecError or RunError where facts or options do not fit together, TargetError where a cluster cannot be used, or its numbers
 * would mean little and `anyway` is not given
 */
export async function measureClusters(
  clusters: readonly ClusterToMeasure[],
  options: MeasureClustersOptions = {},
): Promise<Measurements> {
  refuseTogether(options.only ?? [], clusters.length);
  if (options.only?.includes('ready')) return measureReady(clusters[0]!, options);
  return measuredOn(runOf(clusters, options));
}

/** Measures one cluster for a while, as a part of a run. @throws likewise */
export function visitCluster(
  cluster: ClusterToMeasure,
  options: MeasureClustersOptions,
  visit: VisitOfRun,
): Promise<Measurements> {
  return measuredOn({ ...runOf([cluster], options), visit });
}

function measuredOn(run: ClustersRun): Promise<Measurements> {
  const startedAt = new Date();
  return onClusters(errandsOf(run), (uses) => new ClustersInTurns(run, uses).all(startedAt));
}

/** @throws RunError where things are asked for that need a cluster of their own */
export function refuseTogether(only: readonly Aspect[], clusters: number): void {
  const [other] = only.filter((one) => one !== 'ready');
  if (only.includes('ready') && other !== undefined)
    throw new RunError({ code: 'not-together', choice: 'ready', other });
  if (only.includes('ready') && clusters > 1)
    throw new RunError({ code: 'one-cluster', choice: 'ready', clusters });
  if (only.includes('policy') && only.includes('policy-delay'))
    throw new RunError({ code: 'not-together', choice: 'policy-delay', other: 'policy' });
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
