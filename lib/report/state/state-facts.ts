import { type CheckResult, judgePrediction, kindOf } from '../../check';
import type { StateReport } from '../../results';

/** What was read of the machines, counted: every report says the same of it. */
export interface StateFacts {
  readonly equal: number;
  readonly different: number;
  /** Of those that differ, by which some packet's way changes. */
  readonly matters: number;
  /** Entries that differ as is to be expected. */
  readonly expected: number;
  /** Answers that a machine did not give, or that were not understood. */
  readonly unread: number;
}

/** Counts what was read. */
export function stateFacts({ equal, diff, hosts }: StateReport): StateFacts {
  const expected = diff.filter(isExpected).length;
  return {
    equal,
    different: diff.length - expected,
    matters: diff.filter(isFelt).length,
    expected,
    unread: hosts.reduce((sum, { gaps }) => sum + gaps.length, 0),
  };
}

/** One entry that differs. */
export type DiffRow = StateReport['diff'][number];

/** Whether it is to be expected. */
export const isExpected = ({ noise }: DiffRow): boolean => noise !== undefined;
/** Whether a packet's way changes by it. */
export const isFelt = ({ matters, noise }: DiffRow): boolean => matters && noise === undefined;

/** What the walk over the real state says of a failed check: it fails there too, it passes, or nobody knows. */
export type Explained = 'fails' | 'passes' | 'unknown';

/** Undefined of checks that were not walked over the real state. */
export function explainedOf(check: CheckResult): Explained | undefined {
  const { explained } = check;
  if (!explained || !kindOf(check)) return undefined;
  if (explained.none) return 'unknown';
  const { verdict } = judgePrediction({ ...check, predicted: explained });
  return verdict === 'skip' ? 'unknown' : verdict === 'pass' ? 'passes' : 'fails';
}
