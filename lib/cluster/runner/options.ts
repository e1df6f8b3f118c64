import type { ManifestOptions } from '../manifests/options';
import type { ClusterAccess } from './kubectl';

/** What everything that is done on a cluster takes. */
export interface FrameOptions extends ClusterAccess, Pick<ManifestOptions, 'namespace'> {
  /** Leaves everything in the cluster. @default false */
  readonly keep?: boolean;
  /** Folder for logs and events where a run fails. @default cni-testbed-failure-TIME in the current folder */
  readonly bundle?: string;
}

/** Options of a run. Times are in seconds. */
export interface RunOptions
  extends FrameOptions,
    Pick<ManifestOptions, 'image' | 'jobTimeoutS' | 'capture' | 'files' | 'captureImage'> {
  /** Ordered pairs to try at most. @default all up to 50 nodes, beyond that a cover */
  readonly sample?: number;
  /** How long the servers may take to start, the pull of their image included. @default 300 */
  readonly startTimeoutS?: number;
  /** Jobs under way at one time. On a node there is never more than one. @default 40 */
  readonly parallel?: number;
  /** A probe server outside the cluster. @default none: ways out are not tried */
  readonly egress?: { readonly address: string; readonly port: number };
  /** Time between two looks at the cluster, in milliseconds. @default 1500 */
  readonly pollMs?: number;
}

/** Defaults of a run: seconds, Jobs at a time and milliseconds. */
export const defaults = { startTimeoutS: 300, parallel: 40, pollMs: 1500, jitterMs: 2000 } as const;

/** What a run reports while it goes on. */
export interface RunWatcher {
  stage(name: string, total: number): void;
  done(count: number): void;
  /** Work to be done on an interrupt. Returns how to take it back. */
  onInterrupt(cleanup: () => Promise<void>): () => void;
}
