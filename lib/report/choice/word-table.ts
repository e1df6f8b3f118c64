import type { Style } from '../style';
import { table } from '../table';

/** Words that one may use, each with what it means, for a terminal. */
export function wordTable(
  head: string,
  words: readonly { readonly id: string; readonly about: string }[],
  style: Style,
): string {
  const rows = words.map(({ id, about }) => [id, about]);
  return table([head, 'WHAT IT MEANS'].map(style.dim), rows, { width: style.width });
}
