import { asksForSize, type CheckResult, isDirect } from '../../../check';
import type { Failure } from '../../failure';

/** The checks of sizes that were answered, with how far apart their ends are in their ids, as those of exchanges have it. */
export function located(checks: readonly CheckResult[]): Failure[] {
  const distances = new Map<string, string>();
  for (const check of checks)
    if (isDirect(check))
      distances.set(`${check.from} ${check.to}`, check.id.slice(check.id.lastIndexOf('/')));
  return checks.flatMap((check, index) =>
    asksForSize(check) && check.verdict !== 'skip'
      ? [{ ...check, index, id: `${check.id}${distances.get(`${check.from} ${check.to}`) ?? ''}` }]
      : [],
  );
}
