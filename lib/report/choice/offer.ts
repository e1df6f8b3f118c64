/** Everything that can be asked of CNIs, with all answers: for a page on which people tick what they need. */
import type { MetricId } from '../../measure';
import type { ModeAnswers } from './choice';

/** A capability as it can be ticked. */
export interface OfferedCapability {
  readonly id: string;
  readonly title: string;
  /** What it means, in a sentence. */
  readonly about: string;
  /** Needs that ask for it: its id alone, or one a version. */
  readonly needs: readonly string[];
}

/** All of them, and what was said of each. */
export interface ChoiceOffer {
  readonly capabilities: readonly OfferedCapability[];
  /** Every mode with its answers to all these needs. */
  readonly modes: readonly ModeAnswers[];
  /** What eligible modes are ranked by, where it was measured. */
  readonly preferences: readonly { readonly id: string; readonly metric: MetricId }[];
}
