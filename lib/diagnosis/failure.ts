import type { CheckResult } from '../check';

/** A check with its place in the list: one that failed, or one that was tried beside those. */
export type Failure = CheckResult & { readonly index: number };
