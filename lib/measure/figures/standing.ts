import type { Estimate } from './estimate';

/** One subject's value of one figure. */
export interface Standing {
  readonly subject: string;
  /** In the metric's unit. */
  readonly value: Estimate;
  /** The same of the baseline in the same blocks; absent where the figure is a baseline itself. */
  readonly baseline?: Estimate;
  /** Value by baseline; of metrics that may be 0 it is absent. */
  readonly ratio?: Estimate;
  /** Value less baseline, in the metric's unit. */
  readonly added?: Estimate;
}
