import pc from 'picocolors';

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

/** @param width of the terminal, in characters; absent: it is none */
export function styleFor(colours: boolean, width?: number): Style {
  const { green, red, yellow, dim, bold } = pc.createColors(colours);
  return { good: green, bad: red, warn: yellow, dim, strong: bold, width };
}

/** `1 pod`, `2 pods`. */
export function counted(count: number, word: string): string {
  return `${count.toLocaleString('en-US')} ${word}${count === 1 ? '' : word.endsWith('s') ? 'es' : 's'}`;
}
