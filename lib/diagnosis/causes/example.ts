import type { CheckResult, Reason } from '../../check';

/** One of the checks that failed. */
export interface Example {
  readonly from: string;
  readonly to: string;
  /** Address of the one that is asked, where it is known. */
  readonly address?: string;
  readonly why?: Reason;
}

/** A check as an example. */
export const exampleOf = ({ from, to, why }: CheckResult): Example => ({ from, to, why });
