/** What a pod's clock is, seen from here: asked by reading its log, in which it says its clock again and again. */
/** A reading of a pod's log. Times are milliseconds since 1970. */
export interface Reading {
  /** When reading began and ended, by this program's clock. */
  readonly beganMs: number;
  readonly endedMs: number;
  /** What the pod said last of its own clock. */
  readonly saidMs: number;
}

/**
 * The difference between a pod's clock and this program's. A line that has been read was written before reading ended, and
 * the next one, which is due soon, was not there when it began: each reading leaves a range, and all of them a smaller one.
 */
export class PodClock {
  private least = Number.NEGATIVE_INFINITY;
  private most = Number.POSITIVE_INFINITY;

  /** @param everyMs how often the pod says its clock, in milliseconds: as old as the last line of its log may be */
  constructor(private readonly everyMs: number) {}

  heard({ beganMs, endedMs, saidMs }: Reading): void {
    this.least = Math.max(this.least, beganMs - saidMs - this.everyMs);
    this.most = Math.min(this.most, endedMs - saidMs);
  }

  /** A moment of the pod's clock by this program's: the middle of the range. */
  here(podMs: number): number {
    return podMs + (this.least + this.most) / 2;
  }

  /** How far that may be off, in milliseconds: half of the range. */
  get exactToMs(): number {
    return Math.ceil(Math.abs(this.most - this.least) / 2);
  }
}
