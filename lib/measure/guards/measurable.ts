/** What guards look at: the nodes that take part, of each subject. What is not known is absent. */

/** A node that is measured from or to. */
export interface MeasurableNode {
  readonly name: string;
  readonly kernel: string;
  /** Such as m5.large, by the cloud's label. */
  readonly instanceType?: string;
  /** Name of its placement group, empty where it is in none; only its cloud says so. */
  readonly placementGroup?: string;
  /** Number and model. */
  readonly processors?: string;
  /** Largest packet that a pod there sends in one piece, by its interface and its route, in bytes. */
  readonly podMtu?: number;
  readonly nodeMtu?: number;
  readonly congestionControl?: string;
  /** Name and version of the container runtime. */
  readonly containerRuntime?: string;
  readonly governor?: string;
  /** Share of its processors that other programs keep busy. */
  readonly busy?: number;
}

/** A cluster before it is measured. */
export interface Measurable {
  /** Of the subject. */
  readonly id: string;
  /** How many workers it has, be they measured or not. */
  readonly workers: number;
  readonly nodes: readonly MeasurableNode[];
}
