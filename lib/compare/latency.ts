import { medianInterval, quantile, sorted } from '../base/statistics';

/** How long the exchanges of one kind took, over all pairs that answered. */
export interface Latency {
  /** Exchanges. */
  readonly samples: number;
  /** Milliseconds. */
  readonly medianMs: number;
  /** Where the median of many such runs would lie, with 95 % confidence; absent below 6 samples, which are too few. */
  readonly intervalMs?: readonly [low: number, high: number];
  readonly p95Ms: number;
}

/** @param timesMs one round trip each, in any order. Undefined where there is none. */
export function latencyOf(timesMs: readonly number[]): Latency | undefined {
  const times = sorted(timesMs);
  const samples = times.length;
  if (samples === 0) return undefined;
  const intervalMs = medianInterval(times);
  return {
    samples,
    medianMs: quantile(times, 0.5)!,
    ...(intervalMs ? { intervalMs } : {}),
    p95Ms: quantile(times, 0.95)!,
  };
}
