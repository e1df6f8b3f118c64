import type { TestbedSpec } from '../../plan';

/** What is known of a cluster before it is tested: the more, the more is predicted. */
export interface ClusterFacts {
  /** The spec that the cluster was built from; then CNI and mode are its own. @default not known */
  readonly spec?: TestbedSpec;
  /** Name of the CNI that runs. @default recognised by its agents */
  readonly cni?: string;
  /** Its mode; without one nothing is predicted, unless the CNI has no other. @default not known */
  readonly mode?: string;
  /** Folder or file with captures of its machines (`capture.sh`). @default their state is not read */
  readonly state?: string;
  /** Name of the cluster in the results. @default the spec's, else cluster */
  readonly name?: string;
}
