import type { Figure } from './figure';
import type { Control, Figures } from './figures';
import { liesOutside } from './verdict';

/** What should be equal in a figure, shown once for the whole file: of two subjects, or of one by itself. */
export function sharedControl(figures: Figures, figure: Figure): Control | undefined {
  const { subjects } = figures.measurements;
  const repeat = subjects.find(({ repeats }) => repeats !== undefined);
  const [first, second] = subjects.filter((one) => one.repeats === undefined);
  if (repeat?.repeats !== undefined) {
    const found = figures.between(repeat.id, repeat.repeats, figure);
    if (!found) return undefined;
    const { difference, margin } = found;
    return {
      kind: 'repeated',
      of: [repeat.id, repeat.repeats],
      difference,
      fails: liesOutside(difference, margin),
    };
  }
  if (!first) return undefined;
  const judged = second
    ? figures.between(first.id, second.id, figure)
    : figures.overBaseline(first.id, figure);
  return judged?.control;
}
