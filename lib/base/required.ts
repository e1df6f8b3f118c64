/**
 * A value that is there unless this program is wrong, such as an item that a list was made with.
 * @throws Error that says what is missing: a bug, not a mistake of the user's
 */
export function required<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`there is no ${what}`);
  return value;
}
