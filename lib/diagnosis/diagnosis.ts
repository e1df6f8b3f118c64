import * as z from 'zod';
import { count, name, text } from '../base/values';
import type { CheckResult } from '../check';
import type { Datapath } from '../datapath';
import type { Difference, Gap, LostBetween } from '../state';
import type { Cause } from './causes/cause';
import type { Evidence } from './evidence';
import type { Failure } from './failure';
import type { Intended } from './mend';
import type { Walks } from './trace';

export type { Evidence } from './evidence';

/** One of those that can be to blame. */
const suspectSchema = z
  .object({
    /** A stable name of what is to blame. */
    code: name,
    /** What it would have done, in a sentence; absent where it is the only one. */
    what: text.optional(),
    /** What shows whether it did; absent where it is the only one. */
    look: text.optional(),
  })
  .readonly();

/** A cause of failures, as results hold it: the code and its details for programs, the words as they were at the time. */
export const diagnosisSchema = z
  .object({
    /** A stable name of the cause. */
    code: name,
    /** What the cause is about: hosts, links, addresses, rules. Absent in files of older versions. */
    details: z.record(name, z.unknown()).readonly().optional(),
    /**
     * What can be to blame: one suspect where the cause is named, several where the evidence leaves several, each with the
     * command that tells. Absent in files of older versions.
     */
    suspects: z.array(suspectSchema).readonly().optional(),
    /** Nodes by name and pods by id where it is; empty or absent: no one place. */
    at: z.array(name).readonly().optional(),
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

/** The state of real machines beside the computed one. */
export interface RealState {
  /** What was read; hosts that were not are as computed. */
  readonly real: Datapath;
  /** Where it differs, but for what changes nothing. */
  readonly differences: readonly Difference[];
  /** Where a packet is lost that the real state lets pass. @default none was followed */
  readonly lost?: LostBetween;
  /** What could not be read, by host. @default nothing */
  readonly hosts?: readonly { readonly name: string; readonly gaps: readonly Gap[] }[];
}

/** What is known beside the checks. */
export interface Known {
  /** The kernel state as it was computed, faults included; absent where it is not known. */
  readonly datapath?: Datapath;
  /** The state as the CNI means it. @default the datapath */
  readonly intended?: Datapath;
  /** What was read of the machines. @default nothing */
  readonly state?: RealState;
  /** What a cluster's objects say; absent of labs. */
  readonly evidence?: Evidence;
}

/** What patterns look at. */
export interface Run extends Known {
  readonly checks: readonly CheckResult[];
  /** Failures that no pattern has explained yet. */
  readonly failures: readonly Failure[];
  /** The failed exchanges over the computed state. */
  readonly walks: Walks;
  /** Entries as the CNI means them. */
  readonly meant: Intended;
}

/** A pattern: which of the failures it explains, and how. */
export type Pattern = (run: Run) => Explanation[];

/** A cause with the failures that it explains. */
export interface Explanation {
  readonly cause: Cause;
  readonly failures: readonly Failure[];
}
