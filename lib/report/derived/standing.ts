/** What several checks say together. Every mark of a report follows from it. */
import type { CheckResult } from '../../check';
import type { Counts } from '../../results';

/** The worst of them: `skip` where nothing fails and something was not tried. */
export type Standing = CheckResult['verdict'];

/** The signs of reports. */
export const signs: Readonly<Record<Standing, string>> = { pass: '✓', fail: '✗', skip: 's' };

/** What checks say together, from their counts. */
export function standing({ fail, skip, pass }: Pick<Counts, 'pass' | 'fail' | 'skip'>): Standing {
  if (fail > 0) return 'fail';
  return skip > 0 || pass === 0 ? 'skip' : 'pass';
}

/** What checks say together. */
export function standingOf(checks: readonly CheckResult[]): Standing {
  const count = (wanted: Standing) => checks.filter(({ verdict }) => verdict === wanted).length;
  return standing({ pass: count('pass'), fail: count('fail'), skip: count('skip') });
}
