import { escaped } from './markdown-text';

/** A table with its title, in Markdown. */
export function markdownTable(
  title: string,
  head: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  return [`### ${escaped(title)}`, '', line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)].join(
    '\n',
  );
}

const line = (cells: readonly string[]) => `| ${cells.map(escaped).join(' | ')} |`;
