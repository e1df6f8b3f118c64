/** How much work a measurement is: fixed, so that a busy machine makes it longer and not different. */
import type { Task, Work } from '../../prober/measure';

/** Of one measurement. */
export type Amount = Pick<Task, 'amount' | 'warmUp' | 'mostMs'>;

const megabyte = 1e6;

/** On clusters. */
export const clusterAmounts: Readonly<Record<Work, Amount>> = {
  rtt: { warmUp: 3000, amount: 8000, mostMs: 8000 },
  connect: { warmUp: 200, amount: 4000, mostMs: 8000 },
  bulk: { warmUp: 50 * megabyte, amount: 1000 * megabyte, mostMs: 5000 },
  'bulk-8': { warmUp: 50 * megabyte, amount: 4000 * megabyte, mostMs: 5000 },
  'rtt-loaded': { warmUp: 500, amount: 4000, mostMs: 5000 },
  'udp-small': { warmUp: 1000, amount: 30_000, mostMs: 5000 },
  'udp-large': { warmUp: 1000, amount: 30_000, mostMs: 5000 },
};

/**
 * In labs, whose processes stay warm between measurements, and where each is made twice in a block. Connections end in the
 * kernel as slowly as anywhere, so that their number is what makes them long.
 */
export const labAmounts: Readonly<Record<Work, Amount>> = {
  rtt: { warmUp: 1000, amount: 4000, mostMs: 8000 },
  connect: { warmUp: 100, amount: 1500, mostMs: 8000 },
  bulk: { warmUp: 10 * megabyte, amount: 200 * megabyte, mostMs: 5000 },
  'bulk-8': { warmUp: 40 * megabyte, amount: 800 * megabyte, mostMs: 5000 },
  'rtt-loaded': { warmUp: 500, amount: 2000, mostMs: 5000 },
  'udp-small': { warmUp: 1000, amount: 10_000, mostMs: 5000 },
  'udp-large': { warmUp: 1000, amount: 10_000, mostMs: 5000 },
};
