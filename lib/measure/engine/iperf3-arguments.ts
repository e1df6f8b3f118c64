import { required } from '../../base/required';
import { enginePort } from '../../net/protocol';
import type { Work } from '../../prober/measure';
import { clusterAmounts } from '../turns/amounts';
import { streamsOf } from './engine';

/** What one run of its client does. */
export interface Iperf3Task {
  readonly address: string;
  readonly streams: number;
  /** Over all streams. */
  readonly bytes: number;
}

/**
 * The task of a work, in labs too as much as on clusters: a run of 0.05 s would say more of iperf3's beginning than of the
 * path. Nothing warms up: `-O` with `-n` and `-R` counts no byte in 3.12, and of a gigabyte slow start is a hundredth.
 */
export function iperf3Task(work: Work, address: string): Iperf3Task {
  return { address, streams: required(streamsOf[work], work), bytes: clusterAmounts[work].amount };
}

/** Serves one client after the other. @param address the only one that it listens on */
export function iperf3Server(address: string): string[] {
  return ['--server', '--bind', address, '--port', `${enginePort}`];
}

/** How long a server that does not answer is waited for, in milliseconds. */
const patienceMs = 5000;

/** Receives so many bytes, and reports once, in its end, as JSON. */
export function iperf3Client({ address, streams, bytes }: Iperf3Task): string[] {
  return [
    ...['--client', address, '--port', `${enginePort}`, '--connect-timeout', `${patienceMs}`],
    ...['--reverse', '--bytes', `${bytes}`, '--parallel', `${streams}`, '--interval', '0', '--json'],
  ];
}
