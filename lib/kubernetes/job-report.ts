import { TargetError } from '../target-error';
import { type ReportEnd, type ReportedObservation, type ReportStart, reportSchema } from './job/report';

/** What one Job reported. */
export interface JobReport {
  readonly start: ReportStart;
  readonly observations: readonly ReportedObservation[];
  readonly end: ReportEnd;
}

/** Reads a Job's output. @throws TargetError where it is not whole: silence is no answer */
export function parseJobReport(job: string, log: string): JobReport {
  const lines = log.split('\n').flatMap((line) => (line.startsWith('{') ? [parseLine(job, line)] : []));
  const start = lines[0] as ReportStart | undefined;
  const end = lines.at(-1) as ReportEnd | undefined;
  if (start?.report !== 'start' || start.schema !== reportSchema)
    throw broken(job, `it does not begin as a report of ${reportSchema}`);
  const observations = lines.slice(1, -1) as ReportedObservation[];
  if (end?.report !== 'end') throw broken(job, 'its last line is missing');
  if (end.observations !== observations.length)
    throw broken(job, `${observations.length} of ${end.observations} observations are there`);
  return { start, observations, end };
}

function parseLine(job: string, line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw broken(job, `a line is no JSON: ${line.slice(0, 80)}`);
  }
}

function broken(job: string, what: string): TargetError {
  return new TargetError(
    `the report of Job ${job} is not whole: ${what}`,
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
export type Asked = Pick<ReportedObservation, 'asked' | 'to' | 'family' | 'protocol'> & {
  readonly from: string;
};

const key = ({ from, asked, to, family, protocol = 'udp' }: Asked) =>
  `${from} ${asked} ${to} ${family} ${protocol}`;
