/** What is compared: one number of a block, with its unit and with how much of a difference matters. */
import { quantile } from '../../base/statistics';
import type { Work } from '../../prober/measure';
import type { Sample } from '../file/sample';

/** Ids of all metrics. */
export type MetricId =
  | 'rtt'
  | 'connect'
  | 'cpu-per-gb'
  | 'cpu-per-exchange'
  | 'goodput'
  | 'goodput-8'
  | 'rtt-loaded'
  | 'udp-loss-small'
  | 'udp-loss-large';

/** Why a metric says nothing on a target. */
export type Unmeasurable =
  /** All nodes share one machine's processors and one kernel, and there is no wire: rates say how busy the machine is. */
  'one-kernel';

/** One metric. */
export interface Metric {
  readonly id: MetricId;
  /** What the client did. */
  readonly work: Work;
  readonly unit: 'µs' | 's/GB' | 'Gbit/s' | '%';
  readonly better: 'lower' | 'higher';
  /** A relative difference below it is too small to matter. */
  readonly margin: number;
  /** Whether differences are told by ratios; else by the difference of the values, as values may be 0. */
  readonly relative: boolean;
  /** Of one sample. Undefined where it has none. @param inLab whether all nodes share one machine */
  value(sample: Sample, inLab: boolean): number | undefined;
  /** @default it says something on every target */
  readonly notInLab?: Unmeasurable;
}

/** A quantile of a sample's times, in microseconds. */
export const timeAt = (part: number) => (sample: Sample) =>
  sample.quantilesUs && quantile(sample.quantilesUs, part);

/** Processor time of both ends, in milliseconds: the kernel charges its work to whichever of the two runs. */
export function cpuOf({ cpuMs }: Sample): number | undefined {
  return cpuMs && cpuMs.client + cpuMs.server;
}
