/** Who is ahead in a figure, as far as that was shown: ties stay ties. */
import type { Subject } from '../file/schema';
import type { Figure } from './figure';
import type { Figures } from './figures';

/** Subjects in groups, the best first: of one group, none differs from its first. */
export type Standings = readonly (readonly string[])[];

/**
 * Of the subjects that were measured once; the second copy of one is left out.
 * @param among of which subjects
 */
export function standings(
  figures: Figures,
  figure: Figure,
  among: (subject: Subject) => boolean = () => true,
): Standings {
  const sign = figure.metric.better === 'lower' ? 1 : -1;
  const left = figures.measurements.subjects
    .filter((subject) => subject.repeats === undefined && among(subject))
    .flatMap(({ id }) => {
      const standing = figures.standing(id, figure);
      return standing ? [{ id, rank: sign * (standing.ratio ?? standing.value).value }] : [];
    })
    .sort((a, b) => a.rank - b.rank)
    .map(({ id }) => id);
  const groups: string[][] = [];
  for (const id of left) {
    const group = groups.at(-1);
    const best = group?.[0];
    if (best !== undefined && figures.between(id, best, figure)?.verdict.code !== 'differs') group!.push(id);
    else groups.push([id]);
  }
  return groups;
}
