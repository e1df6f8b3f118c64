import { pairsOf } from './comparisons';
import type { Figure } from './figure';
import type { Control, Figures } from './figures';
import { liesOutside } from './verdict';

/** A control that stands for a whole file. */
export interface SharedControl extends Control {
  /** How many controls there are, of which this one differs most. */
  readonly ofSeveral: number;
}

/**
 * What should be equal in a figure, shown once for the whole file: a mode that was measured twice, the host networks of two
 * subjects (of several the two that differ most, as what is less shows less than there is), or the halves of one by itself.
 */
export function sharedControl(figures: Figures, figure: Figure): SharedControl | undefined {
  const found = controlsOf(figures, figure);
  const [most] = [...found].sort((one, other) => size(other) - size(one));
  return most && { ...most, ofSeveral: found.length };
}

const size = ({ difference }: Control) => Math.abs(difference.value);

function controlsOf(figures: Figures, figure: Figure): Control[] {
  const { subjects } = figures.measurements;
  const repeat = subjects.find(({ repeats }) => repeats !== undefined);
  if (repeat?.repeats !== undefined) return repeated(figures, figure, [repeat.id, repeat.repeats]);
  const pairs = pairsOf(figures);
  const judged =
    pairs.length > 0
      ? pairs.map(([a, b]) => figures.between(a, b, figure))
      : subjects.map(({ id }) => figures.overBaseline(id, figure));
  return judged.flatMap((one) => one?.control ?? []);
}

function repeated(figures: Figures, figure: Figure, of: readonly [string, string]): Control[] {
  const found = figures.between(...of, figure);
  if (!found) return [];
  const { difference, margin } = found;
  return [{ kind: 'repeated', of, difference, fails: liesOutside(difference, margin) }];
}
