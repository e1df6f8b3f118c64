/** The times of all blocks of one path together, as a distribution. */
import { largest, smallest } from '../../base/lists';
import { quantile, sorted } from '../../base/statistics';
import { isOf } from './block-values';
import type { Figure } from './figure';
import type { Figures } from './figures';

/** A part of all exchanges, and the time within which it was done. */
export interface QuantilePoint {
  /** From 0, the quickest of all, to 1, the slowest; between 0.995 and 1 a sample keeps nothing. */
  readonly part: number;
  readonly us: number;
}

/** The parts between the quickest and the slowest, closer together where exchanges are slow. */
const parts = [
  0.005, 0.025, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85,
  0.9, 0.925, 0.95, 0.965, 0.98, 0.99, 0.995,
] as const;

/** Of the blocks that count, each sample for as much as any other. Empty where the metric is no time of exchanges. */
export function pooledQuantiles(figures: Figures, subject: string, figure: Figure): QuantilePoint[] {
  const kept = figures.measurements.blocks
    .filter((block) => block.subject === subject && block.setAside === undefined)
    .flatMap(({ samples }) => samples.filter((sample) => isOf(sample, figure)))
    .flatMap(({ quantilesUs }) => (quantilesUs ? [quantilesUs] : []));
  if (kept.length === 0 || figure.metric.unit !== 'µs') return [];
  const inOrder = sorted(kept.flatMap(middles));
  return [
    { part: 0, us: smallest(kept.map((quantiles) => quantiles[0]!)) },
    ...parts.map((part) => ({ part, us: quantile(inOrder, part)! })),
    { part: 1, us: largest(kept.map((quantiles) => quantiles.at(-1)!)) },
  ];
}

/** The middles between neighbouring quantiles, each of which stands for as many exchanges as any other. */
function middles(quantiles: readonly number[]): number[] {
  return quantiles.slice(1).map((high, i) => (quantiles[i]! + high) / 2);
}
