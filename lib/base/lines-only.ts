import { oneLine } from './plain-text';

/** Levels of lists and fields in each other that are read: a file of several runs has ten. */
const deepest = 100;

/** What JSON writes in front of a sign that no line holds, and signs that it leaves as they are. */
const unusual = /\\[bfnrtu]|[^\P{Cc}\n\r\t]|[\p{Cf}\p{Zl}\p{Zp}\p{Cs}\ufffe\uffff]/u;

/**
 * The same data with each text, and each field's name, as a line that shows every sign in it: reports print lines.
 * @param json what the data was read from: where nothing in it is unusual, nothing has to be looked for
 * @throws Error where it is nested too deeply
 */
export function linesOnly(data: unknown, json: string): unknown {
  return unusual.test(json) ? lines(data, 0) : data;
}

function lines(data: unknown, depth: number): unknown {
  if (typeof data === 'string') return oneLine(data);
  if (typeof data !== 'object' || data === null) return data;
  if (depth === deepest) throw new Error(`lists and fields are nested more than ${deepest} levels deep`);
  if (Array.isArray(data)) return data.map((item) => lines(item, depth + 1));
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => [oneLine(key), lines(value, depth + 1)]),
  );
}

/** Whether lists and fields are in each other beyond what programs that follow them can take. */
export function isTooDeep(data: unknown): boolean {
  let level: unknown[] = [data];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > deepest) return true;
    level = level.flatMap((item) => (typeof item === 'object' && item !== null ? Object.values(item) : []));
  }
  return false;
}
