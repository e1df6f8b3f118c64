/** What a measuring client is asked, and what it answers: plain data, as lines of JSON. */
import type { Family } from '../../net';
import type { ProbeFailure } from '../failure';

/**
 * What a client does on a path. `rtt`: one byte there and back, over one connection; `connect`: the handshake of a new
 * connection, which is then reset; `bulk`: receives bytes over one stream or eight; `rtt-loaded`: as `rtt` while one bulk
 * stream runs the same way; `udp-small` and `udp-large`: datagrams at a steady pace, small and as large as the path takes.
 */
export const works = ['rtt', 'connect', 'bulk', 'bulk-8', 'rtt-loaded', 'udp-small', 'udp-large'] as const;
/** One of them. */
export type Work = (typeof works)[number];

/** One measurement to make. Work is fixed and not timed, so that a busy machine makes it longer and not different. */
export interface Task {
  readonly work: Work;
  readonly family: Family;
  /** Endpoint id of the server. @default whoever answers, as behind a Service */
  readonly server?: string;
  /** Address and port of a measuring server. */
  readonly address: string;
  readonly port: number;
  /** Exchanges, connections or datagrams to make; of bulk, bytes to receive over all streams. */
  readonly amount: number;
  /** As many first that are not counted, so that programs and caches are warm. */
  readonly warmUp: number;
  /** Ends it in any case. What was done by then counts. */
  readonly mostMs: number;
  /** Size of the IP packets of datagrams, in bytes. */
  readonly packet?: number;
}

/** Why there is no measurement: what a probe may meet, or another server than the one that was to answer. */
export type MeasureFailure = ProbeFailure | { readonly code: 'other-server'; readonly id: string };

/** What was measured. */
export interface Measured {
  /** Exchanges, connections or datagrams that were counted; of bulk, streams. */
  readonly count: number;
  /** How long each took, in microseconds: quantiles 0, 0.5, … 100 %. */
  readonly quantilesUs?: readonly number[];
  readonly bytes?: number;
  readonly durationMs?: number;
  /** Processor time of client and server, in milliseconds. */
  readonly cpuMs?: { readonly client: number; readonly server: number };
  /** Busy processor time of the two machines, in milliseconds. */
  readonly busyMs?: { readonly client: number; readonly server: number };
  /** TCP segments that the server sent again, of all that its network namespace sent. */
  readonly retransmitted?: { readonly segments: number; readonly of?: number };
  readonly lost?: number;
  readonly reordered?: number;
  readonly packet?: number;
  /** Share of its time that the client waited for a processor. */
  readonly waiting?: number;
  /** Share of the processors' time that the hypervisor took. */
  readonly steal?: number;
  /** Why there is no measurement; then nothing is counted. */
  readonly failure?: MeasureFailure;
}

/** A measurement that could not be made. */
export const failed = (failure: MeasureFailure): Measured => ({ count: 0, failure });
