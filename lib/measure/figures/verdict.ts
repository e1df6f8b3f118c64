/** What an interval says of a difference, given how much of one matters. */
import type { Estimate } from './estimate';

/** A verdict on two subjects. Differences are relative: 0.1 is 10 % more; of metrics that may be 0, they are in its unit. */
export type DifferenceVerdict =
  /** The first is so much more than the second. */
  | { readonly code: 'differs' }
  /** They differ, by less than matters. */
  | { readonly code: 'differs-too-little' }
  /** No difference was shown; one of `wouldShow` would have been. */
  | { readonly code: 'none-shown'; readonly wouldShow: number }
  /** They are the same within the margin. */
  | { readonly code: 'same-within' }
  /** Too few blocks for an interval. */
  | { readonly code: 'too-few-blocks' }
  /** Both reach what the wire takes, which ranks nothing. */
  | { readonly code: 'line-rate' }
  /** What should be equal differs: the machines do, or the time of the measurement did. */
  | { readonly code: 'withdrawn' };

/** @param difference 0 is none @param margin of differences that do not matter */
export function verdictOf({ value, interval }: Estimate, margin: number): DifferenceVerdict {
  if (!interval) return { code: 'too-few-blocks' };
  const [low, high] = interval;
  if (low > 0 || high < 0) return { code: Math.abs(value) >= margin ? 'differs' : 'differs-too-little' };
  if (low >= -margin && high <= margin) return { code: 'same-within' };
  return { code: 'none-shown', wouldShow: (high - low) / 2 };
}

/** Whether what should be equal is told apart by more than the margin. */
export function liesOutside({ interval }: Estimate, margin: number): boolean {
  return interval !== undefined && (interval[0] > margin || interval[1] < -margin);
}
