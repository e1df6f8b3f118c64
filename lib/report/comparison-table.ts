import { wrapped } from '../base/wrap';
import type { Comparison } from '../results';
import { comparisonTexts, modesIn, sourcesTitle } from './comparison-texts';
import type { Style } from './style';
import { table } from './table';

/** A comparison of CNIs and modes for a terminal. @param file where it was read, if there are several */
export function comparisonTable(comparison: Comparison, style: Style, file?: string): string {
  const { modes, sources, notes } = comparisonTexts(comparison, style);
  const { width } = style;
  const text = [
    style.strong(modesIn(file)),
    table(modes.head.map(style.dim), modes.rows, { width, dispensable }),
    ...(sources.rows.length > 0
      ? ['', style.strong(sourcesTitle), table(sources.head.map(style.dim), sources.rows, { width })]
      : []),
    ...(notes.length > 0 ? ['', ...notes.map((note) => `  ${style.warn('–')} ${note}`)] : []),
  ].join('\n');
  return wrapped(text, width);
}

/** Columns that a narrow terminal does without, the first to go first. */
const dispensable = ['CONVERGED IN', 'BUILT IN', 'HOPS', 'CHECKS', 'ON THE WIRE'];
