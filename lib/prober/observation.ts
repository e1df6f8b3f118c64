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
  readonly error?: string;
  /** Why it could not be asked at all: the machine that asks lacked something. It says nothing of the network. */
  readonly notAsked?: string;
}

/** What was found out about packet sizes from one endpoint to another. */
export interface SizeObservation {
  /** Largest IP packet that arrived uncut, in bytes; absent where none did. */
  readonly bytes?: number;
  /** Largest that the sender's own kernel let out, in bytes: more than `bytes` is a black hole. */
  readonly localLimit?: number;
  readonly error?: string;
  /** As of an Observation. */
  readonly notAsked?: string;
}

/** What was not asked, and why. */
export const notAsked = (reason: string) => ({ reachable: false, notAsked: reason }) as const;

/** Milliseconds since a reading of process.hrtime.bigint(), to the microsecond. */
export function sinceMs(started: bigint): number {
  return Number((process.hrtime.bigint() - started) / 1000n) / 1000;
}
