import type * as z from 'zod';
import { linesOnly } from '../base/lines-only';
import { oneLine } from '../base/plain-text';
import { shown } from '../base/shown';
import { TargetError } from '../base/target-error';
import {
  type ReportEnd,
  type ReportedObservation,
  type ReportStart,
  reportSchema,
} from '../prober/questions/report';
import { endLine, observationLine, startLine } from './untrusted/job-report-lines';

/** What one Job reported. */
export interface JobReport {
  readonly start: ReportStart;
  readonly observations: readonly ReportedObservation[];
  readonly end: ReportEnd;
}

/** Reads a Job's output. @throws TargetError where it is not whole: silence is no answer */
export function parseJobReport(job: string, log: string): JobReport {
  const lines = log.split('\n').flatMap((line) => (line.startsWith('{') ? [parseLine(job, line)] : []));
  const first = lines[0] as Partial<ReportStart> | undefined;
  if (first?.report !== 'start' || first.schema !== reportSchema)
    throw broken(job, `it does not begin as a report of ${reportSchema}`);
  const last = lines.at(-1) as Partial<ReportEnd>;
  if (last.report !== 'end') throw broken(job, 'its last line is missing');
  const observations = lines
    .slice(1, -1)
    .map((line, i) => checked(job, `line ${i + 2}`, observationLine, line));
  const end: ReportEnd = checked(job, 'its last line', endLine, last);
  if (end.observations !== observations.length)
    throw broken(job, `${observations.length} of ${end.observations} observations are there`);
  return { start: checked(job, 'its first line', startLine, first), observations, end };
}

/** Whether a Job that still runs has written its last line. */
export function isWhole(log: string): boolean {
  return /(^|\n)\{"report":"end",[^\n]*\}\n$/.test(log);
}

function parseLine(job: string, line: string): unknown {
  try {
    return linesOnly(JSON.parse(line), line);
  } catch {
    throw broken(job, `a line is no JSON: ${line.slice(0, 80)}`);
  }
}

/** @throws TargetError that names line, field, value and rule */
function checked<T extends z.ZodType>(job: string, place: string, schema: T, line: unknown): z.output<T> {
  const result = schema.safeParse(line, { reportInput: true });
  if (result.success) return result.data;
  const [{ path, input, message }] = result.error.issues as [z.core.$ZodIssue];
  throw broken(job, `${place}: ${path.map(String).join('.')} is ${shown(input)}: ${message}`);
}

function broken(job: string, what: string): TargetError {
  return new TargetError(
    oneLine(`the report of Job ${job} is not whole: ${what}`),
    'Run again; with --keep the Job and its log stay in the cluster',
  );
}

/** Answers of all Jobs, by question. */
export class Answers {
  private readonly known = new Map<string, ReportedObservation>();

  constructor(readonly reports: readonly JobReport[]) {
    for (const { start, observations } of reports)
      for (const observation of observations)
        this.known.set(key({ ...observation, from: start.from }), observation);
  }

  find(question: Asked): ReportedObservation | undefined {
    return this.known.get(key(question));
  }

  report(from: string): JobReport | undefined {
    return this.reports.find(({ start }) => start.from === from);
  }
}

/** What identifies a question. */
export type Asked = Pick<ReportedObservation, 'to' | 'family' | 'protocol'> & {
  readonly from: string;
  /** Name of the question; one that no Job knows has no answer. */
  readonly asked: string;
};

const key = ({ from, asked, to, family, protocol = 'udp' }: Asked) =>
  `${from} ${asked} ${to} ${family} ${protocol}`;
