/** A report of lines of JSON between a first and a last one, held against logs that anybody may have written. */
import type * as z from 'zod';
import { linesOnly } from '../../base/lines-only';
import { oneLine } from '../../base/plain-text';
import { shown } from '../../base/shown';
import { TargetError } from '../../base/target-error';

/** What a report is made of. */
export interface ReportForm<S extends z.ZodType, L extends z.ZodType, E extends z.ZodType> {
  /** Name and version, which the first line has. */
  readonly schema: string;
  readonly start: S;
  readonly line: L;
  readonly end: E;
  /** How many lines the last one says that there are. */
  counted(end: z.output<E>): { readonly count: number; readonly what: string };
}

/** Reads a Job's output. @throws TargetError where it is not whole */
export function wholeReport<S extends z.ZodType, L extends z.ZodType, E extends z.ZodType>(
  job: string,
  log: string,
  form: ReportForm<S, L, E>,
): { readonly start: z.output<S>; readonly lines: z.output<L>[]; readonly end: z.output<E> } {
  const all = log.split('\n').flatMap((line) => (line.startsWith('{') ? [parseLine(job, line)] : []));
  const first = all[0] as { report?: unknown; schema?: unknown } | undefined;
  if (first?.report !== 'start' || first.schema !== form.schema)
    throw broken(job, `it does not begin as a report of ${form.schema}`);
  const last = all.at(-1) as { report?: unknown };
  if (last.report !== 'end') throw broken(job, 'its last line is missing');
  const lines = all.slice(1, -1).map((line, i) => checkedLine(job, `line ${i + 2}`, form.line, line));
  const end = checkedLine(job, 'its last line', form.end, last);
  const { count, what } = form.counted(end);
  if (count !== lines.length) throw broken(job, `${lines.length} of ${count} ${what} are there`);
  return { start: checkedLine(job, 'its first line', form.start, first), lines, end };
}

function parseLine(job: string, line: string): unknown {
  try {
    return linesOnly(JSON.parse(line), line);
  } catch {
    throw broken(job, `a line is no JSON: ${line.slice(0, 80)}`);
  }
}

function checkedLine<T extends z.ZodType>(job: string, place: string, schema: T, line: unknown): z.output<T> {
  const result = schema.safeParse(line, { reportInput: true });
  if (result.success) return result.data;
  const [{ path, input, message }] = result.error.issues as [z.core.$ZodIssue];
  throw broken(job, `${place}: ${path.map(String).join('.')} is ${shown(input)}: ${message}`);
}

/** A report that says too little to go on. */
export function broken(job: string, what: string): TargetError {
  return new TargetError(
    oneLine(`the report of Job ${job} is not whole: ${what}`),
    'Run again; with --keep the Job and its log stay in the cluster',
  );
}

/** The only line of a server's report. @throws TargetError where there is none, or it is not as it should be */
export function onlyLine<T extends z.ZodType>(server: string, log: string, schema: T): z.output<T> {
  const line = log.split('\n').find((one) => one.startsWith('{'));
  if (line === undefined) throw broken(server, 'it says nothing');
  return checkedLine(server, 'its line', schema, parseLine(server, line));
}
