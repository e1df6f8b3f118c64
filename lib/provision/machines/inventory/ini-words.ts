import type { TextPlace } from '../../../base/located';

/** A word of a line, without its quotes. */
export interface Word {
  readonly text: string;
  readonly at: TextPlace;
}

/** Pieces of a word: bare, in single and in double quotes. A backslash would mean something else in each. */
const piece = /([^\s'"\\#]+)|'([^']*)'|"([^"\\]*)"/y;

/** The words of a line as a shell has them, up to a comment; `fault` is what is no word. @param start of the line's first character */
export function iniWords(line: string, start: TextPlace): { words: Word[]; fault?: Word } {
  const words: Word[] = [];
  const wordAt = (text: string, from: number) => ({ text, at: { ...start, column: start.column + from } });
  for (let i = 0; i < line.length; ) {
    if (/\s/.test(line[i]!)) {
      i += 1;
      continue;
    }
    if (line[i] === '#') break;
    const from = i;
    let text = '';
    for (piece.lastIndex = i; ; ) {
      const found = piece.exec(line);
      if (!found) break;
      text += found[1] ?? found[2] ?? found[3] ?? '';
      i = piece.lastIndex;
    }
    if (i < line.length && !/[\s#]/.test(line[i]!)) return { words, fault: wordAt(line.slice(from), from) };
    words.push(wordAt(text, from));
  }
  return { words };
}
