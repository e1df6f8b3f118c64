import { oneLine } from './plain-text';

/** Characters of a value that are shown. */
const longest = 60;

/** A value of somebody else's file as an error shows it. */
export function shown(value: unknown): string {
  const text = oneLine(value === undefined ? 'missing' : json(value));
  return text.length > longest ? `${text.slice(0, longest - 3)}…` : text;
}

function json(value: unknown): string {
  try {
    return JSON.stringify(value) ?? typeof value;
  } catch {
    return 'nested too deeply'; // or it holds itself
  }
}
