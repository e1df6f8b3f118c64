/** A way as it is now: whether what is asked on it is answered, and since when. */
import { now } from '../clock';
import { connectPatienceMs } from './connections';

/** A way without an answer for so long is closed, in milliseconds: what was asked last has had its time by then. */
const silentMs = connectPatienceMs + 50;

/** Whether a way answers. Moments are milliseconds since 1970, by this machine's clock. */
export interface WayNow {
  readonly nowMs: number;
  readonly open: boolean;
  /**
   * While it is open, when the first of the questions was asked that have been answered since; else the last one that was
   * answered. Absent where none ever was.
   */
  readonly sinceMs?: number;
}

/** Remembers the last time in which a way was open. A question is named by the moment at which it is asked. */
export class Way {
  private firstMs = Number.NaN;
  private lastMs = Number.NEGATIVE_INFINITY;

  constructor(private readonly clock = now) {}

  ask(): number {
    return this.clock();
  }

  answer(askedMs: number): void {
    if (askedMs - this.lastMs > silentMs) this.firstMs = askedMs;
    this.lastMs = Math.max(this.lastMs, askedMs);
  }

  get now(): WayNow {
    const nowMs = this.clock();
    const open = nowMs - this.lastMs <= silentMs;
    const sinceMs = open ? this.firstMs : this.lastMs;
    return { nowMs: tenths(nowMs), open, ...(Number.isFinite(sinceMs) ? { sinceMs: tenths(sinceMs) } : {}) };
  }
}

const tenths = (ms: number) => Number(ms.toFixed(1));
