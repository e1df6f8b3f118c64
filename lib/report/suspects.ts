import type { Results } from '../results';

/** One of those that can be to blame, in words. */
export interface SuspectLine {
  /** What it would have done. */
  readonly what: string;
  /** What shows whether it did. */
  readonly look: string;
}

/** Those that are left where a cause is narrowed and not named; empty where it is named. */
export function suspectLines({ suspects = [] }: Results['diagnoses'][number]): SuspectLine[] {
  return suspects.flatMap(({ what, look }) => (what && look ? [{ what, look }] : []));
}
