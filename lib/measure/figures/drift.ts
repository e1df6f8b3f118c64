/** Whether the machines themselves became faster or slower while they were measured. */
import { medianRise, trend } from '../../base/statistics';
import { baselineOf, type Figure } from './figure';
import type { Figures } from './figures';

/** A host network that moved. */
export interface Drift {
  readonly subject: string;
  readonly figure: Figure;
  /** From the first round to the last: 0.1 is 10 % more. */
  readonly rise: number;
  /** From -1 (falls each round) to 1 (rises each round). */
  readonly trend: number;
}

/** A trend beyond it is a drift, however small. */
const strongTrend = 0.6;
/** Rounds below which a trend is chance. */
const fewestRounds = 6;

/** Host networks whose values moved by more than the margin, or steadily. */
export function drifts(figures: Figures): Drift[] {
  const hosts = figures.all.filter(
    (figure) =>
      baselineOf(figure) === undefined &&
      figure.metric.relative &&
      figures.unmeasurable(figure) === undefined,
  );
  return hosts.flatMap((figure) =>
    figures.measurements.subjects.flatMap(({ id: subject }) => {
      const rounds = [...figures.byRound(subject, figure)].sort(([a], [b]) => a - b);
      if (rounds.length < fewestRounds) return [];
      const values = rounds.map(([, value]) => Math.log(value));
      const drift = { subject, figure, rise: Math.expm1(medianRise(values)!), trend: trend(values)! };
      const { margin } = figure.metric;
      const moved = Math.abs(drift.rise) > margin && Math.abs(drift.trend) > strongTrend / 2;
      return moved || (Math.abs(drift.trend) > strongTrend && Math.abs(drift.rise) > margin / 2)
        ? [drift]
        : [];
    }),
  );
}
