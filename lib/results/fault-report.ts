/** How well the checks and the diagnosis do against the catalogue of faults. */

import type { CheckResult } from '../check/check';
import { judgePrediction } from '../check/verdict';
import type { Fault } from '../faults';
import type { Testbed } from '../testbed';
import type { Results } from './schema';

/** Name and version of the file format. */
export const faultReportSchema = 'cni-testbed/faults/v1';

/** Why a fault was not tried: nothing here that it could break, chance decides, or this machine lacked something. */
export type FaultSkip = 'nothing-to-break' | 'chance' | 'missing-feature' | 'not-asked';

/** One fault, tried in a lab of its own. */
export interface FaultRow {
  readonly name: string;
  readonly about: string;
  readonly cni: string;
  readonly mode: string;
  /** What was broken where; absent where it was not tried. */
  readonly what?: string;
  /** `skip`: nothing here that it could break, or nothing to break it with. */
  readonly outcome: 'detected' | 'missed' | 'skip';
  /** Why it was skipped. */
  readonly reason?: string;
  /** The same as a code. */
  readonly why?: FaultSkip;
  readonly failed: number;
  /** Ids of the checks that failed. */
  readonly broke: readonly string[];
  /** Ordered pairs that were to fail, that did, and whether they are the same ones; absent where chance decides. */
  readonly pairs?: { readonly predicted: number; readonly observed: number; readonly same: boolean };
  readonly diagnosis: {
    readonly expected: string;
    readonly first?: string;
    /** The expected one comes first, and no other is said beside it. */
    readonly right: boolean;
    /** Codes of further causes, all of them false: one thing was broken. */
    readonly additional: readonly string[];
  };
}

/** What became of each fault. */
export interface FaultReport {
  readonly schema: typeof faultReportSchema;
  readonly startedAt: string;
  readonly seed: number;
  readonly rows: readonly FaultRow[];
  /** Faults that were tried, found, and named right, and whose failing pairs were the predicted ones. */
  readonly summary: {
    readonly tried: number;
    readonly detected: number;
    readonly diagnosed: number;
    /** Causes that were said and are none, in all rows. */
    readonly falseCauses: number;
    /** Faults that were named first, less the false causes: as many as were tried where all is right. */
    readonly score: number;
    readonly predicted: number;
    readonly skipped: number;
  };
}

/** What a run over a broken lab says. */
export function faultRow(fault: Fault, testbed: Testbed, { checks, diagnoses }: Results): FaultRow {
  const failed = checks.filter(({ verdict }) => verdict === 'fail');
  const foreseen = checks.filter((check) => judgePrediction(check).verdict === 'fail');
  const [predicted, observed] = [pairsOf(foreseen), pairsOf(failed)];
  const missing = [...predicted].filter((pair) => !observed.has(pair));
  const [first, ...more] = diagnoses.map(({ code }) => code);
  const additional = more.filter((code) => code !== fault.diagnosis);
  return {
    ...namesOf(fault, testbed),
    what: testbed.fault?.about,
    outcome: failed.length > 0 && (fault.random || missing.length === 0) ? 'detected' : 'missed',
    failed: failed.length,
    broke: [...new Set(failed.map(({ id }) => id))],
    pairs: fault.random
      ? undefined
      : {
          predicted: predicted.size,
          observed: observed.size,
          same: missing.length === 0 && predicted.size === observed.size,
        },
    diagnosis: {
      expected: fault.diagnosis,
      first,
      right: first === fault.diagnosis && additional.length === 0,
      additional,
    },
  };
}

/** A fault that could not be tried, why, and why in words. */
export function skippedFault(fault: Fault, testbed: Testbed, why: FaultSkip, reason: string): FaultRow {
  return {
    ...namesOf(fault, testbed),
    outcome: 'skip',
    reason,
    why,
    failed: 0,
    broke: [],
    diagnosis: { expected: fault.diagnosis, right: false, additional: [] },
  };
}

/** A report of faults with its counts. */
export function faultReport(startedAt: string, seed: number, rows: readonly FaultRow[]): FaultReport {
  const tried = rows.filter(({ outcome }) => outcome !== 'skip');
  return {
    schema: faultReportSchema,
    startedAt,
    seed,
    rows,
    summary: {
      tried: tried.length,
      detected: tried.filter(({ outcome }) => outcome === 'detected').length,
      diagnosed: tried.filter(({ diagnosis }) => diagnosis.right).length,
      falseCauses: tried.reduce((sum, { diagnosis }) => sum + falseOf(diagnosis), 0),
      score: tried.reduce((sum, { diagnosis }) => sum + scoreOf(diagnosis), 0),
      predicted: tried.filter(({ pairs }) => pairs?.same ?? true).length,
      skipped: rows.length - tried.length,
    },
  };
}

/** A first cause that is not the expected one is as false as a further one. */
const falseOf = ({ expected, first, additional }: FaultRow['diagnosis']) =>
  additional.length + (first !== undefined && first !== expected ? 1 : 0);

const scoreOf = (diagnosis: FaultRow['diagnosis']) =>
  Number(diagnosis.first === diagnosis.expected) - falseOf(diagnosis);

function namesOf({ name, about }: Fault, { cni, choice }: Testbed) {
  return { name, about, cni: cni.name, mode: choice.mode.name };
}

const pairsOf = (checks: readonly CheckResult[]) => new Set(checks.map(({ from, to }) => `${from} ${to}`));
