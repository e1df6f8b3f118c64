/** A table that opens on demand. @param total rows that there are; those that are not shown are counted */
export function folded(
  title: string,
  head: readonly string[],
  rows: readonly string[],
  total: number,
): string {
  const more = total - rows.length;
  return [
    `<details><summary>${title}</summary>`,
    '',
    `| ${head.join(' | ')} |`,
    `|${'---|'.repeat(head.length)}`,
    ...rows,
    ...(more > 0 ? ['', `… and ${more} more.`] : []),
    '',
    '</details>',
  ].join('\n');
}
