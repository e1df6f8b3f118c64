import type { CheckResult } from '../check';

/** A check with its place in the list: one that failed, or one that was tried beside those. */
export type Failure = CheckResult & { readonly index: number };

/** Those of the checks that are kept, with their places in the list. */
export function numbered(
  checks: readonly CheckResult[],
  keep: (check: CheckResult, index: number) => boolean,
): Failure[] {
  return checks.flatMap((check, index) => (keep(check, index) ? [{ ...check, index }] : []));
}

/** Places in the list: what lists of any length are compared by. */
export const indexesOf = (failures: readonly Failure[]): Set<number> =>
  new Set(failures.map(({ index }) => index));

/** The failures that are not among the others. */
export function without(failures: readonly Failure[], others: readonly Failure[]): Failure[] {
  const taken = indexesOf(others);
  return failures.filter(({ index }) => !taken.has(index));
}
