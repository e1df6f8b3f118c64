import type { Given } from '../../cluster/cluster-testbed';
import type { MeasureRunOptions } from '../../cluster/measure/options';
import type { Wanted } from '../../measure';
import type { Watcher } from '../watcher';
import type { MeasureClustersOptions } from './cluster-options';

/** Clusters to be measured, as whoever measures them takes them. */
export interface ClustersRun {
  /** What is known of each. */
  readonly given: readonly Given[];
  /** Where each runs: `kubernetes`, or a cloud by its name. */
  readonly targets: readonly string[];
  /** How each is measured. */
  readonly runs: readonly MeasureRunOptions[];
  readonly wanted: Wanted;
  readonly options: MeasureClustersOptions;
  readonly watcher: Watcher;
}
