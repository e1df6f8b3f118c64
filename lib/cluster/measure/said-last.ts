import type * as z from 'zod';
import { TargetError } from '../../base/target-error';
import { now } from '../../prober/measure/clock';
import { onlyLine } from '../untrusted/whole-report';
import type { Reading } from './pod-clock';

/** A pod that says nothing new for so long has ended, or its log has, in milliseconds. */
const patienceMs = 60_000;

/** What a pod says that says its clock again and again: the last line, each time that it is read. */
export class SaidLast<L extends { readonly nowMs: number }> {
  private newestMs = Number.NEGATIVE_INFINITY;
  private heardMs = now();

  /** @param lastLine reads the last line of its log; undefined where that cannot be had now */
  constructor(
    readonly pod: string,
    private readonly schema: z.ZodType<L>,
    private readonly lastLine: () => Promise<string | undefined>,
  ) {}

  /** Undefined where it has said nothing new. @throws TargetError where that lasts too long */
  async read(): Promise<{ readonly line: L; readonly reading: Reading } | undefined> {
    const beganMs = now();
    const log = await this.lastLine();
    const endedMs = now();
    const line = log?.includes('{') ? onlyLine(this.pod, log, this.schema) : undefined;
    if (line && line.nowMs > this.newestMs) {
      this.newestMs = line.nowMs;
      this.heardMs = endedMs;
      return { line, reading: { beganMs, endedMs, saidMs: line.nowMs } };
    }
    if (endedMs - this.heardMs < patienceMs) return undefined;
    throw new TargetError(
      `the pod ${this.pod} has said nothing new for ${patienceMs / 1000} s`,
      'See its log and its end in the bundle, then run again',
    );
  }
}
