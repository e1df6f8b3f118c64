/** Reads a results file that somebody else wrote: nothing in it is trusted, and what is wrong is named. */
import type { z } from 'zod';
import { shown } from '../base/shown';
import { comparisonSchema } from './comparison';
import { parsed, ResultsError } from './results-text';
import { type Results, resultsFile, resultsSchema } from './schema';

/** Problems that an error lists. */
const mostProblems = 8;

/** @throws ResultsError that names each field that is missing or of the wrong kind */
export function readResults(file: string | Buffer): Results {
  return resultsOf(parsed(file));
}

/**
 * The runs of a results file, or of a file that holds several (`testbed lab --all --json`).
 * @throws ResultsError as above
 */
export function readRuns(file: string | Buffer): Results[] {
  const data = parsed(file);
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
  return result.data;
}

function schemaProblem(schema: unknown): string {
  const version =
    typeof schema === 'string' ? /^cni-testbed\/results\/v(\d{1,6})$/.exec(schema)?.[1] : undefined;
  if (version === undefined)
    return `it is no results file: its field schema is ${shown(schema)} and must be "${resultsSchema}"`;
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
