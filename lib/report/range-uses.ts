import { wrapped } from '../base/wrap';
import type { RangeUse } from '../export';
import { counted, type Style } from './style';
import { table } from './table';

/** Characters of a line where nobody says how wide the output is. */
const widest = 118;

/** Ranges that a table shows before it says how many more there are. */
const mostRows = 20;

/** What the ranges of a plan become on a fabric, and what that does not promise of them. */
export function rangeUses(
  title: string,
  ranges: readonly RangeUse[],
  notes: readonly string[],
  style: Style,
): string {
  const rows = ranges.slice(0, mostRows).map(({ what, range, becomes }) => [what, range, becomes]);
  const more = ranges.length - rows.length;
  return [
    style.strong(`On ${title}`),
    table(['WHAT', 'RANGE', 'BECOMES'].map(style.dim), rows, { width: style.width }),
    ...(more > 0 ? [style.dim(`  … and ${counted(more, 'more range')}`)] : []),
    '',
    ...notes.map((note) => wrapped(`  ${note}`, style.width ?? widest)),
  ].join('\n');
}
