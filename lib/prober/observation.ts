import type { Lack, ProbeFailure } from './failure';

/** What a probe saw. */
export interface Observation {
  /** Whether anybody answered; `answeredBy` says who. */
  readonly reachable: boolean;
  /** Endpoint that answered. */
  readonly answeredBy?: string;
  /** Source address that it saw. */
  readonly source?: string;
  /** From sending to the answer, in milliseconds. */
  readonly rttMs?: number;
  /** Why there was no answer. */
  readonly failure?: ProbeFailure;
  /** Why it could not be asked at all: the machine that asks lacked something. It says nothing of the network. */
  readonly notAsked?: Lack;
}

/** What was found out about packet sizes from one endpoint to another. */
export interface SizeObservation {
  /** Largest IP packet that arrived uncut, in bytes; absent where none did. */
  readonly bytes?: number;
  /** Largest that the sender's own kernel let out, in bytes: more than `bytes` is a black hole. */
  readonly localLimit?: number;
  /** Why no size was found. */
  readonly failure?: ProbeFailure;
  /** As of an Observation. */
  readonly notAsked?: Lack;
}

/** What was not asked, and why. */
export const notAsked = (lack: Lack) => ({ reachable: false, notAsked: lack }) as const;

/** Milliseconds since a reading of process.hrtime.bigint(), to the microsecond. */
export function sinceMs(started: bigint): number {
  return Number((process.hrtime.bigint() - started) / 1000n) / 1000;
}
