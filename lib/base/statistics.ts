/** Order statistics of times, for reports and comparisons. */

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
