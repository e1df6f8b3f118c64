import type { Sample } from '../file/sample';
import type { Metric } from './metric';
import { cpuOf, timeAt } from './metric';

/**
 * Of a lab, the 10 % quantile: what a path costs where nothing else has the processor. The median moves with whatever else
 * runs on the machine. On clusters, the median.
 */
const time = (sample: Sample, inLab: boolean) => timeAt(inLab ? 0.1 : 0.5)(sample);

/** Time of one byte there and back over an open connection. */
export const rtt: Metric = {
  id: 'rtt',
  work: 'rtt',
  unit: 'µs',
  better: 'lower',
  margin: 0.02,
  relative: true,
  value: time,
};

/** Time until a new connection is open. */
export const connect: Metric = {
  id: 'connect',
  work: 'connect',
  unit: 'µs',
  better: 'lower',
  margin: 0.05,
  relative: true,
  value: time,
};

/** Processor time of both ends for one byte there and back. */
export const cpuPerExchange: Metric = {
  id: 'cpu-per-exchange',
  work: 'rtt',
  unit: 'µs',
  better: 'lower',
  margin: 0.05,
  relative: true,
  value(sample) {
    const cpu = cpuOf(sample);
    return cpu === undefined || sample.count === 0 ? undefined : (1000 * cpu) / sample.count;
  },
};

/** As the round trip, while one bulk stream fills the same path: what queues add. */
export const rttLoaded: Metric = {
  ...rtt,
  id: 'rtt-loaded',
  work: 'rtt-loaded',
  margin: 0.05,
  notInLab: 'one-kernel',
};
