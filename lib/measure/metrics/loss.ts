import type { Metric } from './metric';

/** Datagrams at a steady pace that were not answered, in percent: values may be 0, so differences are in points. */
const loss: Omit<Metric, 'id' | 'work'> = {
  unit: '%',
  better: 'lower',
  margin: 0.1,
  relative: false,
  value: ({ lost, count }) => (lost === undefined || count === 0 ? undefined : (100 * lost) / count),
  notInLab: 'one-kernel',
};

/** Of 64 bytes. */
export const lossSmall: Metric = { ...loss, id: 'udp-loss-small', work: 'udp-small' };
/** As large as the path takes uncut. */
export const lossLarge: Metric = { ...loss, id: 'udp-loss-large', work: 'udp-large' };
