import type { Given } from '../../cluster/cluster-testbed';
import type { MeasureRunOptions } from '../../cluster/measure/options';
import type { Measurements, Wanted } from '../../measure';
import type { Watcher } from '../watcher';
import type { MeasureClustersOptions } from './cluster-options';
import type { Guarding } from './guarding';

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
  /** Whose visit it is, where they have the same machines one after the other. @default all are there at once */
  readonly visit?: VisitOfRun;
}

/** A visit to one of several clusters on the same machines. */
export interface VisitOfRun {
  /** Of its subject. */
  readonly id: string;
  /** Number of its first round. */
  readonly first: number;
  /** What guards have found on all of them. */
  readonly guarding: Guarding;
  /** Called with what there is so far after each round. */
  readonly onRound: (part: Measurements) => void;
}
