/**
 * Lists of any length. A list that is spread into the arguments of one call (`Math.min(...list)`, `push(...list)`)
 * overflows the stack from about 100,000 items on; these take one item at a time.
 */

/** The smallest value; Infinity where there is none. */
export function smallest(values: Iterable<number>): number {
  let found = Infinity;
  for (const value of values) if (value < found) found = value;
  return found;
}

/** The largest value; -Infinity where there is none. */
export function largest(values: Iterable<number>): number {
  let found = -Infinity;
  for (const value of values) if (value > found) found = value;
  return found;
}

/** Adds the items at the end of the list. */
export function append<T>(list: T[], items: Iterable<T>): void {
  for (const item of items) list.push(item);
}

/** Lists by a key, in the order in which the keys first come. */
export function groupBy<T, K>(items: Iterable<T>, keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) addTo(groups, keyOf(item), item);
  return groups;
}

/** The items in lists of so many, in their order; the last may have fewer. */
export function inParts<T>(items: readonly T[], size: number): T[][] {
  const parts = Math.ceil(items.length / size);
  return Array.from({ length: parts }, (_, i) => items.slice(i * size, (i + 1) * size));
}

/** Adds an item to the list that has this key. */
export function addTo<T, K>(groups: Map<K, T[]>, key: K, item: T): void {
  const group = groups.get(key);
  if (group) group.push(item);
  else groups.set(key, [item]);
}

/** Names that a sentence holds; of more it names one fewer, and how many are left. */
const mostNames = 4;

/** Names for a sentence: `a, b and 98 more`; few are joined by the separator alone. */
export function named(names: readonly string[], separator = ', '): string {
  if (names.length <= mostNames) return names.join(separator);
  const shown = names.slice(0, mostNames - 1);
  return `${shown.join(', ')} and ${(names.length - shown.length).toLocaleString('en-US')} more`;
}
