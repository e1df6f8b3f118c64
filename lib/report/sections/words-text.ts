import { wrapped } from '../../base/wrap';
import type { Style } from '../style';

/** A word with what it means. */
interface Explained {
  readonly word: string;
  readonly also: readonly string[];
  /** As Markdown. */
  readonly meaning: string;
}

/** Characters of a line at most: longer ones are hard to read. */
const mostWidth = 80;

/** Words of the glossary for a terminal. */
export function wordsText(words: readonly Explained[], style: Style): string {
  const lines = words.map(({ word, also, meaning }) => {
    const names = also.length > 0 ? `${style.strong(word)} (${also.join(', ')})` : style.strong(word);
    return `${names}: ${meaning.replaceAll('`', '')}`;
  });
  return wrapped(lines.join('\n'), Math.min(style.width ?? mostWidth, mostWidth));
}
