import type { Reason } from '../../check';

/** One of the checks that failed. */
export interface Example {
  readonly from: string;
  readonly to: string;
  /** Address of the one that is asked, where it is known. */
  readonly address?: string;
  readonly why?: Reason;
}
