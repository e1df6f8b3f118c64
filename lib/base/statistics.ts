/** Order statistics, for reports and comparisons: exact, and the same on every machine. */

/** The values in rising order. */
export function sorted(values: readonly number[]): number[] {
  return Array.from(Float64Array.from(values).sort());
}

/**
 * The value below which that part of the sorted list lies, between two values in proportion (Hyndman and Fan's type 7,
 * as in NumPy and spreadsheets): 0.5 is the median. Undefined where the list is empty.
 */
export function quantile(sorted: readonly number[], part: number): number | undefined {
  const place = part * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return low === undefined || high === undefined
    ? undefined
    : low + (high - low) * (place - Math.floor(place));
}

/** The median of values in any order. Undefined where there is none. */
export function median(values: readonly number[]): number | undefined {
  return quantile(sorted(values), 0.5);
}

/** So many times the median distance from the median is the standard deviation, where values are normally distributed. */
const madToDeviation = 1.4826;

/** How far values lie from their median, as a standard deviation that outliers do not move. Undefined where there is none. */
export function robustSpread(values: readonly number[]): number | undefined {
  const middle = median(values);
  if (middle === undefined) return undefined;
  return madToDeviation * median(values.map((value) => Math.abs(value - middle)))!;
}

/**
 * Ranks, from 1, of the order statistics that enclose the median in at least 95 of 100 runs, whatever the values are
 * distributed like: the largest `low` for which a fair coin thrown n times shows fewer than `low` heads in at most 2.5 %
 * of all cases (W. J. Conover, Practical Nonparametric Statistics, §3.2). `low` is 0 where there is none.
 */
export function medianRanks(samples: number): readonly [low: number, high: number] {
  let logProbability = -samples * Math.LN2; // of exactly `heads` heads
  let below = 0;
  let low = 0;
  for (let heads = 0; heads <= samples / 2; heads++) {
    below += Math.exp(logProbability);
    if (below > 0.025) break;
    low = heads + 1;
    logProbability += Math.log((samples - heads) / (heads + 1));
  }
  return [low, samples + 1 - low];
}

/** Where the median of many such samples would lie, with 95 % confidence; undefined below 6 values, which are too few. */
export function medianInterval(values: readonly number[]): readonly [low: number, high: number] | undefined {
  const [low, high] = medianRanks(values.length);
  const inOrder = sorted(values);
  return low >= 1 ? [inOrder[low - 1]!, inOrder[high - 1]!] : undefined;
}

/**
 * How much the values rise from the first to the last: the median slope of all pairs (Theil and Sen), times the steps
 * between. Undefined below 2 values.
 */
export function medianRise(values: readonly number[]): number | undefined {
  const slopes = values.flatMap((later, j) =>
    values.slice(0, j).map((earlier, i) => (later - earlier) / (j - i)),
  );
  const slope = median(slopes);
  return slope === undefined ? undefined : slope * (values.length - 1);
}

/** How surely the values rise (1) or fall (-1) in their order: Kendall's tau against time. Undefined below 2 values. */
export function trend(values: readonly number[]): number | undefined {
  const signs = values.flatMap((later, j) => values.slice(0, j).map((earlier) => Math.sign(later - earlier)));
  return signs.length === 0 ? undefined : signs.reduce((sum, sign) => sum + sign, 0) / signs.length;
}
