/** Reads a results file that somebody else wrote: nothing in it is trusted, and what is wrong is named. */
import * as z from 'zod';
import { shown } from '../base/shown';
import { time } from '../base/values';
import { type Measurements, measurementsFile, measurementsSchema } from '../measure';
import { type Comparison, comparisonSchema } from './comparison';
import { comparisonRowSchema } from './comparison-row';
import { parsed, ResultsError } from './results-text';
import { type Results, resultsFile, resultsSchema } from './schema';

/** Problems that an error lists. */
const mostProblems = 8;

/** @throws ResultsError that names each field that is missing or of the wrong kind */
export function readResults(file: string | Buffer): Results {
  return resultsOf(parsed(file));
}

/** What a file holds that runs or measurements can be read of. */
export interface Contents {
  readonly runs: readonly Results[];
  /** The same runs as rows, of a file of all modes that has some. */
  readonly modes?: Comparison;
  readonly measurements?: Measurements;
}

/**
 * The runs of a results file, or of a file that holds several (`testbed lab --all --json`).
 * @throws ResultsError as above
 */
export function readRuns(file: string | Buffer): Results[] {
  return runsOf(parsed(file));
}

/**
 * What was measured, of a measurements file, or of a file of runs or of one run that has some in it.
 * @throws ResultsError as above
 */
export function readMeasurements(file: string | Buffer): Measurements | undefined {
  return measurementsOf(parsed(file));
}

/** Both, of a file of any of these kinds. @throws ResultsError as above */
export function readContents(file: string | Buffer): Contents {
  const data = parsed(file);
  const measurements = measurementsOf(data);
  if (isMeasurements(data)) return { runs: [], measurements };
  const runs = runsOf(data);
  const modes = modesOf(data, runs);
  return { runs, ...(modes ? { modes } : {}), ...(measurements ? { measurements } : {}) };
}

const modesFile = z.object({ startedAt: time, rows: z.array(comparisonRowSchema).readonly() });

function modesOf(data: unknown, runs: readonly Results[]): Comparison | undefined {
  const { schema, rows: given = [] } = (data ?? {}) as { schema?: unknown; rows?: unknown };
  if (schema !== comparisonSchema || (Array.isArray(given) && given.length === 0)) return undefined;
  return { schema: comparisonSchema, ...checked(modesFile, data, comparisonSchema), runs };
}

const isMeasurements = (data: unknown) =>
  (data as { readonly schema?: unknown } | null)?.schema === measurementsSchema;

function runsOf(data: unknown): Results[] {
  const { schema, runs } = (data ?? {}) as { schema?: unknown; runs?: unknown };
  if (schema !== comparisonSchema) return [resultsOf(data)];
  if (!Array.isArray(runs)) throw new ResultsError(`its field runs is ${shown(runs)}, not a list`);
  return runs.map(resultsOf);
}

function measurementsOf(data: unknown): Measurements | undefined {
  const { schema, measurements } = (data ?? {}) as { schema?: unknown; measurements?: unknown };
  if (isMeasurements(data)) return checked(measurementsFile, data, measurementsSchema);
  const holds = schema === comparisonSchema || schema === resultsSchema;
  return holds && measurements !== undefined
    ? checked(measurementsFile, measurements, measurementsSchema)
    : undefined;
}

function resultsOf(data: unknown): Results {
  const { schema } = (data ?? {}) as { schema?: unknown };
  if (schema !== resultsSchema) throw new ResultsError(schemaProblem(schema));
  return checked(resultsFile, data, resultsSchema);
}

/** @throws ResultsError that names each field that is missing or of the wrong kind */
function checked<T extends z.ZodType>(form: T, data: unknown, schema: string): z.output<T> {
  const result = form.safeParse(data, { reportInput: true });
  if (!result.success) throw new ResultsError(problemsOf(result.error.issues, schema));
  return result.data;
}

function schemaProblem(schema: unknown): string {
  if (schema === measurementsSchema)
    return 'it holds measurements and no run: `testbed compare` shows what was measured';
  const version =
    typeof schema === 'string' ? /^cni-testbed\/results\/v(\d{1,6})$/.exec(schema)?.[1] : undefined;
  if (version === undefined)
    return `it is no results file: its field schema is ${shown(schema)} and must be "${resultsSchema}"`;
  return `its schema is ${shown(schema)} and this version reads "${resultsSchema}": use the version of cni-testbed that wrote it, or a newer one`;
}

function problemsOf(issues: readonly z.core.$ZodIssue[], schema: string): string {
  const lines = issues
    .slice(0, mostProblems)
    .map(
      ({ path, input, message }) =>
        `${path.map(String).join('.') || 'the file'} is ${shown(input)}: ${message}`,
    );
  const more = issues.length > mostProblems ? `; and ${issues.length - mostProblems} more problems` : '';
  return `it does not hold what ${schema} promises: ${lines.join('; ')}${more}`;
}
