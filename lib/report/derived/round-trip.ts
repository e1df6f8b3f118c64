import { quantile, sorted } from '../../base/statistics';
import type { CheckResult } from '../../check';

/** The round-trip time of a pair, in milliseconds: only of an exchange that passed, as a wrong answer's time is another pair's. */
export function roundTripMs({ verdict, observed }: CheckResult): number | undefined {
  return verdict === 'pass' ? observed?.rttMs : undefined;
}

/** Median round-trip time of those that passed, in milliseconds; undefined where none did. */
export function medianRoundTripMs(checks: readonly CheckResult[]): number | undefined {
  return quantile(sorted(checks.flatMap((check) => roundTripMs(check) ?? [])), 0.5);
}
