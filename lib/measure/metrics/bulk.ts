import type { Sample } from '../file/sample';
import { cpuOf, type Metric } from './metric';

const gigabyte = 1e9;

/** Processor time of both ends for a gigabyte: what a CNI's path costs, also where the wire is the limit. */
export const cpuPerGb: Metric = {
  id: 'cpu-per-gb',
  work: 'bulk',
  unit: 's/GB',
  better: 'lower',
  margin: 0.05,
  relative: true,
  value(sample) {
    const cpu = cpuOf(sample);
    return cpu === undefined || !sample.bytes ? undefined : cpu / 1000 / (sample.bytes / gigabyte);
  },
};

function goodput({ bytes, durationMs }: Sample): number | undefined {
  return bytes && durationMs ? (8 * bytes) / 1e9 / (durationMs / 1000) : undefined;
}

/** Payload that one stream brings in a second. */
export const goodputOne: Metric = {
  id: 'goodput',
  work: 'bulk',
  unit: 'Gbit/s',
  better: 'higher',
  margin: 0.05,
  relative: true,
  value: goodput,
  notInLab: 'one-kernel',
};

/** Payload that eight streams bring in a second. */
export const goodputEight: Metric = { ...goodputOne, id: 'goodput-8', work: 'bulk-8' };
