import { quantile, sorted } from '../base/statistics';

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
  const [low, high] = medianRanks(samples);
  return {
    samples,
    medianMs: quantile(times, 0.5)!,
    ...(low >= 1 ? { intervalMs: [times[low - 1]!, times[high - 1]!] as const } : {}),
    p95Ms: quantile(times, 0.95)!,
  };
}

/**
 * Ranks, from 1, of the order statistics that enclose the median in at least 95 of 100 runs, whatever the times are
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
