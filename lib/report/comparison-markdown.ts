import type { Comparison } from '../results';
import { comparisonTexts, modesIn, sourcesTitle } from './comparison-texts';
import { markdownTable } from './markdown/markdown-table';
import { escaped } from './markdown/markdown-text';
import { styleFor } from './style';

/** A comparison of CNIs and modes in Markdown. @param file where it was read, if there are several */
export function comparisonMarkdown(comparison: Comparison, file?: string): string {
  const { modes, sources, notes } = comparisonTexts(comparison, styleFor(false));
  const whole = modes.rows.map((row) => modes.head.map((_, i) => row[i] ?? ''));
  const parts = [
    markdownTable(modesIn(file), modes.head, whole),
    ...(sources.rows.length > 0 ? [markdownTable(sourcesTitle, sources.head, sources.rows)] : []),
    ...(notes.length > 0 ? [notes.map((note) => `- ${escaped(note)}`).join('\n')] : []),
  ];
  return `${parts.join('\n\n')}\n`;
}
