import pc from 'picocolors';
import { type Standing, signs } from './derived/standing';

/** Colours, or none, and the room that there is. */
export interface Style {
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly warn: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly strong: (text: string) => string;
  /** Characters that a line of a table may have. @default any number */
  readonly width?: number;
}

/** Characters that a line has at the least: fewer hold no table, and what would have to be cut says nothing. */
export const leastWidth = 40;

/** Characters of a line on a terminal of so many columns; absent where it does not say how many, as some do with 0. */
export function lineWidth(columns: number | undefined): number | undefined {
  return columns ? Math.max(columns, leastWidth) : undefined;
}

/**
 * How a report looks on a terminal or in a file: its colours and its width.
 * @param columns of the terminal; absent: not a terminal, or its width is unknown
 */
export function styleFor(colours: boolean, columns?: number): Style {
  const { green, red, yellow, dim, bold } = pc.createColors(colours);
  return { good: green, bad: red, warn: yellow, dim, strong: bold, width: lineWidth(columns) };
}

/** `1 pod`, `2 pods`, `2 entries`. */
export function counted(count: number, word: string): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? word : plural(word)}`;
}

function plural(word: string): string {
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`;
  return word.endsWith('s') ? `${word}es` : `${word}s`;
}

/** A standing's sign in its colour. */
export function markOf(standing: Standing, style: Style): string {
  const colour = { pass: style.good, fail: style.bad, skip: style.warn }[standing];
  return colour(signs[standing]);
}
