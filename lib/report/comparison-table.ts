import type { Comparison } from '../results';
import { comparisonTexts } from './comparison-texts';
import type { Style } from './style';
import { table } from './table';
import { wrapped } from './wrap';

/** A comparison of CNIs and modes for a terminal. */
export function comparisonTable(comparison: Comparison, style: Style): string {
  const { modes, sources, notes } = comparisonTexts(comparison, style);
  const { width } = style;
  const text = [
    style.strong('Every CNI in every mode'),
    table(modes.head.map(style.dim), modes.rows, { width, dispensable }),
    ...(sources.rows.length > 0
      ? [
          '',
          style.strong('Source address that receivers see'),
          table(sources.head.map(style.dim), sources.rows, { width }),
        ]
      : []),
    ...(notes.length > 0 ? ['', ...notes.map((note) => `  ${style.warn('–')} ${note}`)] : []),
  ].join('\n');
  return wrapped(text, width);
}

/** Columns that a narrow terminal does without, the first to go first. */
const dispensable = ['CONVERGED IN', 'BUILT IN', 'HOPS', 'CHECKS', 'ON THE WIRE'];
