/** Characters of a value that are shown. */
const mostCharacters = 80;

/** Levels of a value that are shown. */
const shownDepth = 5;

/** A value for an error: as JSON has it, save for numbers that JSON has not, and only its start where it is long. */
export function shown(value: unknown): string {
  if (value === undefined) return 'missing';
  const text = typeof value === 'number' ? `${value}` : (JSON.stringify(writable(value)) ?? typeof value);
  return inShort(withoutCredentials(text));
}

/** Whoever wrote a password into an address shall not find it in a log. */
const withoutCredentials = (text: string) => text.replace(/(\w:\/\/)[^/\s"']*@/g, '$1…@');

function inShort(text: string): string {
  return text.length > mostCharacters ? `${text.slice(0, mostCharacters - 3)}…` : text;
}

/** YAML's anchors can make a list that holds itself, which JSON cannot write, and no more can it write bigints. */
function writable(value: unknown, depth = 0, around: readonly unknown[] = []): unknown {
  if (typeof value === 'bigint') return `${value}`;
  if (typeof value !== 'object' || value === null) return value;
  if (depth === shownDepth || around.includes(value)) return '…';
  const inner = (part: unknown) => writable(part, depth + 1, [...around, value]);
  if (Array.isArray(value)) return value.map(inner);
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, inner(part)]));
}
