/** How well the checks and the diagnosis do against the catalogue of faults. */

import { judgePrediction } from '../../check/verdict';
import type { Fault } from '../../faults';
import type { Testbed } from '../../testbed';
import type { Results } from '../schema';
import { faultOutcome } from './outcome';
import { type FaultRow, type FaultSkip, namesOf } from './row';

/** Name and version of the file format. */
export const faultReportSchema = 'cni-testbed/faults/v1';

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
    /** Faults after whose remedies, run as printed, all was as before; absent where labs were built broken. */
    readonly mended?: number;
  };
}

/** What a run over a broken lab says. */
export function faultRow(fault: Fault, testbed: Testbed, { checks, diagnoses }: Results): FaultRow {
  const foreseen = checks.filter((check) => judgePrediction(check).verdict === 'fail');
  const [first, ...more] = diagnoses.map(({ code }) => code);
  const additional = more.filter((code) => code !== fault.diagnosis);
  return {
    ...namesOf(fault, testbed),
    ...faultOutcome(fault, testbed, { foreseen, checks }),
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
      ...(tried.some(({ byHand }) => byHand) && {
        mended: tried.filter(({ byHand }) => byHand?.mended).length,
      }),
    },
  };
}

/** A first cause that is not the expected one is as false as a further one. */
const falseOf = ({ expected, first, additional }: FaultRow['diagnosis']) =>
  additional.length + (first !== undefined && first !== expected ? 1 : 0);

const scoreOf = (diagnosis: FaultRow['diagnosis']) =>
  Number(diagnosis.first === diagnosis.expected) - falseOf(diagnosis);
