import { cpuPerGb, goodputEight, goodputOne } from './bulk';
import { connect, cpuPerExchange, rtt, rttLoaded } from './latency';
import { lossLarge, lossSmall } from './loss';
import type { Metric } from './metric';

export type { Metric, MetricId, Unmeasurable } from './metric';

/** All metrics, in the order in which they are shown. */
export const metrics: readonly Metric[] = [
  rtt,
  connect,
  cpuPerGb,
  cpuPerExchange,
  goodputOne,
  goodputEight,
  rttLoaded,
  lossSmall,
  lossLarge,
];
