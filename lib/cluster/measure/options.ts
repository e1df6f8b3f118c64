import type { Engine, MeasurableNode, Wanted } from '../../measure';
import type { ManifestOptions } from '../manifests/options';
import type { FrameOptions } from '../runner/options';

/** How a cluster is measured. Times are in seconds. */
export interface MeasureRunOptions extends FrameOptions, Pick<ManifestOptions, 'image'> {
  /** What is measured, and how often and long. */
  readonly wanted: Wanted;
  /** The program that makes the bulk measurements. @default testbed: its own */
  readonly engine?: Engine;
  /** Image with iperf3 3.10 or later. @default docker.io/nicolaka/netshoot, pinned in lib/base/versions.ts */
  readonly engineImage?: string;
  /** What a cloud says of the machines that nodes are, by the nodes' names. @default what the API says */
  readonly machines?: Readonly<Record<string, Pick<MeasurableNode, 'instanceType' | 'placementGroup'>>>;
  /** Behind how many policies servers are reached too, where that is wanted. */
  readonly policies: readonly number[];
  /** Those that are measured: the first that nodes and pods have, or all. */
  readonly families: 'first' | 'all';
  /** How long the servers may take to start, the pull of their image included. @default 300 */
  readonly startTimeoutS?: number;
  /** How long the Jobs of one block may take. @default what their work may take at most */
  readonly jobTimeoutS?: number;
  /** Time between two looks at the cluster, in milliseconds. @default 1500 */
  readonly pollMs?: number;
}
