import type { CheckResult } from '../check/check';
import type { Datapath } from '../datapath';
import type { Trace } from './trace';

export interface Diagnosis {
  /** A stable name, for programs. */
  readonly code: string;
  readonly cause: string;
  /** Places in the list of checks, at most the first of many. */
  readonly evidence: readonly number[];
  /** How many checks the cause explains. */
  readonly explains: number;
  readonly remedy: string;
}

/** Failed checks with their places in the list. */
export type Failure = CheckResult & { readonly index: number };

/** What patterns look at. */
export interface Run {
  readonly checks: readonly CheckResult[];
  /** Failures that no pattern has explained yet. */
  readonly failures: readonly Failure[];
  /** The kernel state; absent where it is not known. */
  readonly datapath?: Datapath;
  /** Where the packet of a failed exchange dies, as far as the state foretells that it does. */
  trace(failure: Failure): Trace | undefined;
}

/** A pattern: which of the failures it explains, and how. */
export type Pattern = (run: Run) => Explanation[];

export interface Explanation {
  readonly code: string;
  readonly cause: string;
  readonly remedy: string;
  readonly failures: readonly Failure[];
}
