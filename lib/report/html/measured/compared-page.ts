import type { RunComparison } from '../../../compare';
import type { Measurements } from '../../../measure';
import type { Comparison } from '../../../results';

/** What a page of a comparison is made from: any of these, or several. */
export interface ComparedPage {
  readonly measurements: readonly Measurements[];
  /** Where they were read, by place. @default they are numbered where there are several */
  readonly files?: readonly string[];
  /** Every mode on one plan. */
  readonly modes?: Comparison;
  /** Runs of any targets. */
  readonly runs?: RunComparison;
  /** Where each run's own report is, as a link that is relative to the page: by its place in `modes.runs`. */
  readonly links?: readonly string[];
}
