import type { NodePair } from '../../measure';
import type { ClusterUse } from '../runner/on-cluster';
import type { Waiting } from '../runner/wait';
import type { MeasureManifest } from './manifests/options';
import type { Places } from './places';

/** A cluster whose servers run. */
export interface RunningCluster {
  readonly use: ClusterUse;
  readonly manifest: MeasureManifest;
  readonly pairs: readonly NodePair[];
  readonly places: Places;
  waiting(timeoutS: number): Waiting;
  apply(objects: readonly object[]): Promise<void>;
}
