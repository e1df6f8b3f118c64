import {
  type ReportEnd,
  type ReportedObservation,
  type ReportStart,
  reportSchema,
} from '../prober/questions/report';
import { endLine, observationLine, startLine } from './untrusted/job-report-lines';
import { wholeReport } from './untrusted/whole-report';

/** What one Job reported. */
export interface JobReport {
  readonly start: ReportStart;
  readonly observations: readonly ReportedObservation[];
  readonly end: ReportEnd;
}

/** Reads a Job's output. @throws TargetError where it is not whole: silence is no answer */
export function parseJobReport(job: string, log: string): JobReport {
  const { start, lines, end } = wholeReport(job, log, {
    ...{ schema: reportSchema, start: startLine, line: observationLine, end: endLine },
    counted: ({ observations }) => ({ count: observations, what: 'observations' }),
  });
  return { start, observations: lines, end };
}

/** Whether a Job that still runs has written its last line. */
export function isWhole(log: string): boolean {
  return /(^|\n)\{"report":"end",[^\n]*\}\n$/.test(log);
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
