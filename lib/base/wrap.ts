import { stripVTControlCharacters } from 'node:util';

/** Characters below which a terminal is too narrow to be worth the trouble. */
const narrowest = 20;

/** A word with the blanks before it; a number keeps its unit, so that no line begins with one. */
const words = / *[^ ]+(?:(?<=\d) (?:%|µs|ms|s|s\/GB|Gbit\/s|MiB)(?![^ ,;:.)\]]))?/g;

/**
 * Breaks lines that are too long between words.
 * @param width characters of a line; absent: any number
 * @param further how many characters further in stands what goes on
 */
export function wrapped(text: string, width?: number, further = 2): string {
  if (width === undefined || width < narrowest) return text;
  return text
    .split('\n')
    .map((line) => (lengthOf(line) > width ? broken(line, width, further) : line))
    .join('\n');
}

function broken(line: string, width: number, further: number): string {
  const indent = /^ */.exec(line)![0];
  const lines = [''];
  for (const [word] of line.matchAll(words)) {
    const last = lines.at(-1)!;
    if (last && lengthOf(last + word) > width)
      lines.push(`${indent}${' '.repeat(further)}${word.trimStart()}`);
    else lines[lines.length - 1] = `${last}${word}`;
  }
  return lines.join('\n');
}

const lengthOf = (text: string) => stripVTControlCharacters(text).length;
