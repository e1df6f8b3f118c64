import { median, medianInterval, robustSpread } from '../../base/statistics';

/** Blocks below which an interval is a preview: with so few, one disturbed block is an end of it. */
export const previewBelow = 12;

/** A number that was measured in several blocks. */
export interface Estimate {
  /** Median of the blocks' values. */
  readonly value: number;
  /** Where the median of many such runs would lie, with 95 % confidence; absent below 6 blocks. */
  readonly interval?: readonly [low: number, high: number];
  /** Robust standard deviation of one block's value. */
  readonly spread: number;
  readonly blocks: number;
}

/** Undefined where there is no value. */
export function estimateOf(values: readonly number[]): Estimate | undefined {
  const value = median(values);
  if (value === undefined) return undefined;
  const interval = medianInterval(values);
  return { value, ...(interval ? { interval } : {}), spread: robustSpread(values)!, blocks: values.length };
}

/** The same estimate on another scale. @param scale rises with its argument */
export function mapped(
  { value, interval, spread, blocks }: Estimate,
  scale: (value: number) => number,
): Estimate {
  const scaled = scale(value);
  return {
    value: scaled,
    ...(interval ? { interval: [scale(interval[0]), scale(interval[1])] as const } : {}),
    spread: scale(value + spread) - scaled,
    blocks,
  };
}
