import * as z from 'zod';
import { count, name, text } from '../base/values';
import type { CheckResult } from '../check';
import type { Datapath } from '../datapath';
import type { Cause } from './cause';
import type { Trace } from './trace';

/** A cause of failures, as results hold it: the code and its details for programs, the words as they were at the time. */
export const diagnosisSchema = z
  .object({
    /** A stable name of the cause. */
    code: name,
    /** What the cause is about: hosts, links, addresses, rules. Absent in files of older versions. */
    details: z.record(name, z.unknown()).readonly().optional(),
    /** What is wrong, in a sentence. */
    cause: text,
    /** Places in the list of checks, at most the first of many. */
    evidence: z.array(count).readonly(),
    /** How many checks the cause explains. */
    explains: count,
    /** What mends it, in a sentence. */
    remedy: text,
  })
  .readonly();
/** A cause of failures with its evidence and remedy. */
export type Diagnosis = z.infer<typeof diagnosisSchema>;

/** Failed checks with their places in the list. */
export type Failure = CheckResult & { readonly index: number };

/** What patterns look at. */
export interface Run {
  readonly checks: readonly CheckResult[];
  /** Failures that no pattern has explained yet. */
  readonly failures: readonly Failure[];
  /** The kernel state; absent where it is not known. */
  readonly datapath?: Datapath;
  /** Where the packet of a failed exchange is dropped, as far as the state predicts that it is. */
  trace(failure: Failure): Trace | undefined;
}

/** A pattern: which of the failures it explains, and how. */
export type Pattern = (run: Run) => Explanation[];

/** A cause with the failures that it explains. */
export interface Explanation {
  readonly cause: Cause;
  readonly failures: readonly Failure[];
}
