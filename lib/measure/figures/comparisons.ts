/** How many comparisons a file gives, and how many of them would show a difference where there is none. */
import { baselineOf, type Figure } from './figure';
import type { Difference, Figures } from './figures';

/** Of intervals that hold the median 96 times in 100, so many are beside it. */
const missShare = 0.04;

/** What many comparisons have in common. */
export interface Comparisons {
  /** Comparisons that gave an interval: each subject with its baseline, and each two subjects, of every figure. */
  readonly count: number;
  /** Those of them that would differ by chance alone. */
  readonly byChance: number;
}

/** Figures that verdicts are given on: those that say something here, and are no baseline of others. */
export function comparedFigures(figures: Figures): Figure[] {
  return figures.all.filter((figure) => baselineOf(figure) && figures.unmeasurable(figure) === undefined);
}

/** Every two subjects that were measured in turns, the second copy of one left out. */
export function pairsOf({ measurements }: Figures): (readonly [a: string, b: string])[] {
  const ids = measurements.subjects.filter(({ repeats }) => repeats === undefined).map(({ id }) => id);
  return ids.flatMap((a, i) => ids.slice(i + 1).map((b) => [a, b] as const));
}

/** Counts them. */
export function comparisonsIn(figures: Figures): Comparisons {
  const pairs = pairsOf(figures);
  const subjects = figures.measurements.subjects.filter(({ repeats }) => repeats === undefined);
  const made = comparedFigures(figures).flatMap((figure): (Difference | undefined)[] => [
    ...subjects.map(({ id }) => figures.overBaseline(id, figure)),
    ...pairs.map(([a, b]) => figures.between(a, b, figure)),
  ]);
  const count = made.filter((one) => one?.difference.interval).length;
  return { count, byChance: missShare * count };
}
