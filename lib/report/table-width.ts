/** Which columns of a table a terminal has room for, and how wide each may be. */
import { stripVTControlCharacters } from 'node:util';
import { largest } from '../base/lists';

/** Room for a table. */
export interface TableRoom {
  /** Characters of a line. @default any number */
  readonly width?: number;
  /** Heads of columns that may go where a line has too few characters, the first to go first. @default none */
  readonly dispensable?: readonly string[];
}

interface Fit {
  /** Columns that stay, by their place. */
  readonly kept: readonly number[];
  /** Characters of each; absent: as many as it needs. */
  readonly widths?: readonly number[];
}

/** Characters between two columns. */
const gap = 2;

/** Columns that stay, whatever the terminal. */
const fewest = 2;

/** @param head may be empty */
export function columnsThatFit(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  indent: number,
  { width, dispensable = [] }: TableRoom,
): Fit {
  const lines = [head, ...rows];
  const count = largest(lines.map(({ length }) => length));
  const columns = Array.from({ length: count }, (_, i) => columnOf(lines.map((line) => line[i] ?? '')));
  let kept = columns.map((_, i) => i);
  if (width === undefined) return { kept };
  const room = () => width - indent - gap * (kept.length - 1);
  const need = () => kept.reduce((sum, i) => sum + columns[i]!.widest, 0);
  for (const name of dispensable) {
    if (need() <= room()) break;
    kept = kept.filter((i) => columns[i]!.head !== name);
  }
  if (need() <= room()) return { kept };
  const words = () => kept.reduce((sum, i) => sum + columns[i]!.longestWord, 0);
  while (words() > room() && kept.length > fewest) kept = kept.slice(0, -1);
  return {
    kept,
    widths: narrowed(
      kept.map((i) => columns[i]!),
      room(),
    ),
  };
}

interface Column {
  readonly head: string;
  /** Characters of its widest cell, and of its longest word. */
  readonly widest: number;
  readonly longestWord: number;
}

/** @param cells that of the head first */
function columnOf(cells: readonly string[]): Column {
  const texts = cells.map(stripVTControlCharacters);
  return {
    head: texts[0]!,
    widest: largest(texts.map((text) => text.length)),
    longestWord: largest(texts.flatMap((text) => text.split(' ').map((word) => word.length))),
  };
}

/** Takes from the widest column, a character at a time, but no word is cut: the lines are too long then. */
function narrowed(columns: readonly Column[], room: number): number[] {
  const widths = columns.map(({ widest }) => widest);
  while (widths.reduce((sum, one) => sum + one, 0) > room) {
    const spare = widths.map((one, i) => (one > columns[i]!.longestWord ? one : 0));
    const widest = spare.indexOf(largest(spare));
    if (spare[widest] === 0) break;
    widths[widest]! -= 1;
  }
  return widths;
}
