import { type CheckResult, reasonText } from '../check';

/** Why a check failed or was skipped, in words. */
export function whyText({ why, verdict }: CheckResult): string {
  return why ? reasonText(why) : verdict === 'fail' ? 'failed' : 'no reason given';
}

/** How many checks were skipped for which reason, with the id in front. */
export function skipReasons(checks: readonly CheckResult[]): Map<string, number> {
  const reasons = new Map<string, number>();
  for (const check of checks) {
    if (check.verdict !== 'skip') continue;
    const text = `${check.id}: ${whyText(check)}`;
    reasons.set(text, (reasons.get(text) ?? 0) + 1);
  }
  return reasons;
}
