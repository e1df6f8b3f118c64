import type { RunComparison } from '../../../compare';
import type { Measurements } from '../../../measure';
import type { Comparison } from '../../../results';
import type { ChoiceOffer } from '../../choice/offer';

/** What a page of a comparison is made from: any of these, or several. */
export interface ComparedPage {
  readonly measurements: readonly Measurements[];
  /** Where they were read, by place. @default they are numbered where there are several */
  readonly files?: readonly string[];
  /** Every mode on one plan, a comparison a file. @default none */
  readonly modes?: readonly ShownModes[];
  /** Runs of any targets. */
  readonly runs?: RunComparison;
  /** What CNIs can do, to choose by; it stands beside modes and measurements. @default nothing to choose */
  readonly choice?: ChoiceOffer;
}

/** A comparison of modes for the page. */
export interface ShownModes {
  readonly comparison: Comparison;
  /** Where it was read. @default it is numbered where there are several */
  readonly file?: string;
  /** Where each run's own report is, as a link that is relative to the page: by its place in the runs. @default nowhere */
  readonly links?: readonly string[];
}
