/** Reads a results file that somebody else wrote: nothing in it is trusted, and what is wrong is named. */
import type { z } from 'zod';
import { comparisonSchema } from './comparison';
import { linesOnly } from './lines-only';
import { type Results, resultsSchema } from './results';
import { resultsFile } from './results-file';
import { shown } from './shown';

/** A file that holds no results of this version, in sentences. */
export class ResultsError extends Error {}

/** Problems that an error lists. */
const mostProblems = 8;

/** @throws ResultsError that names each field that is missing or of the wrong kind */
export function readResults(text: string): Results {
  return resultsOf(parsed(text));
}

/**
 * The runs of a results file, or of a file that holds several (`testbed lab --all --json`).
 * @throws ResultsError as above
 */
export function readRuns(text: string): Results[] {
  const data = parsed(text);
  const { schema, runs } = (data ?? {}) as { schema?: unknown; runs?: unknown };
  if (schema !== comparisonSchema) return [resultsOf(data)];
  if (!Array.isArray(runs)) throw new ResultsError(`its field runs is ${shown(runs)}, not a list`);
  return runs.map(resultsOf);
}

function resultsOf(data: unknown): Results {
  const { schema } = (data ?? {}) as { schema?: unknown };
  if (schema !== resultsSchema) throw new ResultsError(schemaProblem(schema));
  const result = resultsFile.safeParse(data, { reportInput: true });
  if (!result.success) throw new ResultsError(problemsOf(result.error.issues));
  // Addresses and ranges of the plan stay text: reports print them, and read them again where they compute with them.
  return result.data as unknown as Results;
}

/** What some editors put before UTF-8. */
const byteOrderMark = /^\ufeff/;

/** Every text in it is a line: reports print lines. */
function parsed(text: string): unknown {
  const whole = text.replace(byteOrderMark, '');
  try {
    return linesOnly(JSON.parse(whole), whole);
  } catch (error) {
    throw new ResultsError(`it is not JSON: ${(error as Error).message}`);
  }
}

function schemaProblem(schema: unknown): string {
  const version =
    typeof schema === 'string' ? /^cni-testbed\/results\/v(\d{1,6})$/.exec(schema)?.[1] : undefined;
  if (version === undefined)
    return `it is no results file: its field schema is ${shown(schema)}, not "${resultsSchema}"`;
  return `its schema is ${shown(schema)} and this version reads "${resultsSchema}": use the version of cni-testbed that wrote it, or a newer one`;
}

function problemsOf(issues: readonly z.core.$ZodIssue[]): string {
  const lines = issues
    .slice(0, mostProblems)
    .map(
      ({ path, input, message }) =>
        `${path.map(String).join('.') || 'the file'} is ${shown(input)}: ${message}`,
    );
  const more = issues.length > mostProblems ? `; and ${issues.length - mostProblems} more problems` : '';
  return `it does not hold what ${resultsSchema} promises: ${lines.join('; ')}${more}`;
}
