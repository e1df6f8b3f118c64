import type { CheckResult } from '../check/check';

/** How much of what was tried the walk says something about, rightly or not. */
export interface Foretold {
  /** Checks that were not skipped. */
  readonly tried: number;
  readonly told: number;
  /** Whether it follows packets here at all; else it knows the planned addresses alone. */
  readonly packets: boolean;
}

export function foretold(checks: readonly CheckResult[]): Foretold {
  const tried = checks.filter(({ verdict }) => verdict !== 'skip');
  const told = tried.filter(({ predicted }) => !predicted.none);
  return {
    tried: tried.length,
    told: told.length,
    packets: told.some(({ id }) => !id.startsWith('address/')),
  };
}
