import type { Sample } from '../../measure';
import { type NodePair, type Step, sampleOf } from '../../measure';
import type { Measured } from '../../prober/measure';
import { type MeasureLine, measureReportSchema } from '../../prober/measure/job/report';
import type { JobNetwork } from '../../prober/measure/job/steps';
import { measureEnd, measureLine, measureStart } from '../untrusted/measure-report-lines';
import { broken, wholeReport } from '../untrusted/whole-report';

/** Where a report should be from, and of what. */
export interface Expected {
  readonly job: string;
  readonly network: JobNetwork;
  readonly node: string;
  /** Places of its steps among those of the pair. */
  readonly steps: readonly number[];
}

/** Reads a measuring Job's output. @throws TargetError where it is not whole, or not what was asked for */
export function parseMeasureReport(log: string, { job, network, node, steps }: Expected): MeasureLine[] {
  const { start, lines } = wholeReport(job, log, {
    ...{ schema: measureReportSchema, start: measureStart, line: measureLine, end: measureEnd },
    counted: ({ measurements }) => ({ count: measurements, what: 'measurements' }),
  });
  if (start.network !== network || start.node !== node)
    throw broken(job, `it is of the network ${start.network} of ${start.node}`);
  if (lines.length !== steps.length || lines.some(({ step }, i) => step !== steps[i]))
    throw broken(job, `its steps are ${lines.map(({ step }) => step).join(', ') || 'none'}`);
  return lines;
}

/** A measurement with where it was made, and whose busy time is whose. */
export function clusterSample(step: Step, pair: NodePair, measured: Measured): Sample {
  const { busyMs } = measured;
  const sample = sampleOf(step, measured);
  if (!busyMs) return sample;
  const sameNode = step.path.endsWith('/same-node') || pair.from === pair.to;
  const nodesMs = { [pair.from]: busyMs.client, ...(sameNode ? {} : { [pair.to]: busyMs.server }) };
  return { ...sample, nodesMs };
}
