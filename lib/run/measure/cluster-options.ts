import type { ManifestOptions } from '../../cluster/manifests/options';
import type { MeasureRunOptions } from '../../cluster/measure/options';
import type { ClusterAccess } from '../../cluster/runner/kubectl';
import type { FrameOptions } from '../../cluster/runner/options';
import type { Aspect, Engine } from '../../measure';
import type { ClusterFacts } from '../cluster/cluster-facts';
import type { Watcher } from '../watcher';

/** One cluster to be measured. */
export interface ClusterToMeasure extends ClusterAccess {
  /** @default none: the CNI is recognised where that is possible, its mode is not known */
  readonly facts?: Omit<ClusterFacts, 'state'>;
  /** Where it runs, for those who read the file. @default kubernetes */
  readonly target?: string;
  /** What is known of the machines that its nodes are, by the nodes' names. @default what the API says */
  readonly machines?: MeasureRunOptions['machines'];
}

/** What is measured on clusters, and how. Times are in seconds. */
export interface MeasureClustersOptions
  extends Pick<FrameOptions, 'keep' | 'bundle'>,
    Pick<ManifestOptions, 'namespace' | 'image'> {
  /** @default round trip, connect, bulk and service */
  readonly only?: readonly Aspect[];
  /** The program that makes the bulk measurements. @default testbed: its own */
  readonly engine?: Engine;
  /** Image with iperf3 3.10 or later. @default docker.io/nicolaka/netshoot, pinned in lib/base/versions.ts */
  readonly engineImage?: string;
  /** Behind how many policies servers are reached, where `policy` is asked for; beside how many a policy is changed, where `policy-delay` is. @default 1, 10, 100 and 1000 */
  readonly policies?: readonly number[];
  /** How often a policy denies, and allows again, where `policy-delay` is asked for. @default 12 */
  readonly changes?: number;
  /** Rounds of turns, each a block of every cluster: 6 give a preview, 12 verdicts. @default 12 */
  readonly blocks?: number;
  /** Pairs of workers, each measured in both directions, which have their rounds one after the other. @default 3 */
  readonly pairs?: number;
  /** Address families: the first that pods and nodes have, or all. @default first */
  readonly families?: 'first' | 'all';
  /** How long the servers may take to start, the pull of their image included. @default 300 */
  readonly startTimeoutS?: number;
  /** How long the Jobs of one block may take. @default what their work may take at most */
  readonly jobTimeoutS?: number;
  /** Whether processors and memory of the CNI's agents are read, which takes the right to list them. @default false */
  readonly agentCost?: boolean;
  /** Whether the CNI's agents on one node are restarted in the end, to see for how long pods cannot be reached. @default false */
  readonly disturb?: boolean;
  /** Measures also where numbers mean little, and says so: no block is repeated then. @default false */
  readonly anyway?: boolean;
  /** Time between two looks at a cluster, in milliseconds. @default 1500 */
  readonly pollMs?: number;
  /** Is called when the CNI is to be installed, where `ready` is asked for. @default nothing is called */
  readonly installNow?: () => void;
  /** @default silent */
  readonly watcher?: Watcher;
}

/** New pods a node that say how soon they are answered, where that is asked for. */
export const podsStarted = 10;
/** Times that a policy denies, and allows again, beside each number of idle ones. */
export const policyChanges = 12;
/** Pairs that decide together, so that none does alone. */
export const defaultPairs = 3;
