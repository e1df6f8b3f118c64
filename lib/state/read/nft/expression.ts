/** nft's JSON: an expression or a statement is a plain value, or an object of one field, which names its kind. */

/** Kind and content of an expression; undefined for plain values, and for what is none. */
export function kindOf(value: unknown): readonly [kind: string, content: unknown] | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const [entry, ...others] = Object.entries(value);
  return others.length === 0 ? entry : undefined;
}

/** The content of an expression of this kind. */
export function contentOf(value: unknown, kind: string): unknown {
  const found = kindOf(value);
  return found?.[0] === kind ? found[1] : undefined;
}

/** The fields of an object; none of anything else. */
export function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}

/** The items of a list; none of anything else. */
export const itemsOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** An element of a set without its counters, timeouts and comments. */
export function bare(element: unknown): unknown {
  const content = contentOf(element, 'elem');
  return content === undefined ? element : fieldsOf(content).val;
}
