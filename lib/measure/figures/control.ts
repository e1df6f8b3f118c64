/** What should be equal, measured as the rest is: how far it differs is what the machines and the moment add by themselves. */
import type { Measurements, Subject } from '../file/schema';
import { type BlockValues, joined } from './block-values';
import { baselineOf, type Figure } from './figure';

/**
 * What was measured twice. `repeated`: one mode in two labs; `hosts`: the host networks of the two subjects; `halves`: a
 * subject's host network, twice in each block.
 */
export type ControlKind = 'repeated' | 'hosts' | 'halves';

/** By round: how much more the one was than the other; ratios as logarithms. */
export interface ControlValues {
  readonly kind: ControlKind;
  /** The subjects that should be equal. */
  readonly of: readonly [string, string];
  readonly values: ReadonlyMap<number, number>;
}

/** Every control that is there for a comparison of two subjects; one and the same subject is compared with its host. */
export function controlOf(
  { subjects }: Measurements,
  blocks: BlockValues,
  figure: Figure,
  a: string,
  b: string,
  value: (subject: string, figure: Figure) => ReadonlyMap<number, number>,
): ControlValues | undefined {
  const repeating = subjects.find(({ repeats }) => repeats !== undefined);
  const difference = (one: number, other: number) => one - other;
  if (repeating?.repeats !== undefined && isSameTarget(subjects, [a, b, repeating.id])) {
    const of = [repeating.id, repeating.repeats] as const;
    if (of.includes(a) && of.includes(b)) return undefined; // it is the control itself
    return { kind: 'repeated', of, values: joined(value(of[0], figure), value(of[1], figure), difference) };
  }
  const host = rootOf(figure);
  const scaled = (values: ReadonlyMap<number, number>) => onScale(values, host);
  if (a !== b) {
    const values = joined(scaled(blocks.of(a, host)), scaled(blocks.of(b, host)), difference);
    return { kind: 'hosts', of: [a, b], values };
  }
  const { first, last } = blocks.halves(a, host);
  return { kind: 'halves', of: [a, a], values: inTurns(joined(scaled(last), scaled(first), difference)) };
}

/**
 * The second less the first in one round, the first less the second in the next: what comes with the place in a block, such as
 * that the first measurement finds caches cold, is in hosts and pods alike, as pods are between the two.
 */
function inTurns(values: ReadonlyMap<number, number>): Map<number, number> {
  return new Map([...values].map(([round, value]) => [round, round % 2 === 0 ? value : -value]));
}

/** The host network under a figure. */
function rootOf(figure: Figure): Figure {
  const below = baselineOf(figure);
  return below ? rootOf(below) : figure;
}

/** Ratios as logarithms, so that they add up; other values as they are. */
export function onScale(values: ReadonlyMap<number, number>, { metric }: Figure): Map<number, number> {
  return new Map([...values].map(([round, value]) => [round, metric.relative ? Math.log(value) : value]));
}

function isSameTarget(subjects: readonly Subject[], ids: readonly string[]): boolean {
  return new Set(subjects.filter(({ id }) => ids.includes(id)).map(({ target }) => target)).size === 1;
}
