import { now } from '../clock';

/** From and to when questions were answered: the moments of the first and the last of those in a row. */
export type Interval = readonly [fromMs: number, toMs: number];

/** Which of many questions were answered, by the moment at which they were asked. */
export class Answered {
  private readonly askedAt: number[] = [];
  private readonly got = new Set<number>();

  /** Notes that a question is asked now. Returns its number. */
  ask(): number {
    return this.askedAt.push(now()) - 1;
  }

  answer(number: number): void {
    if (number < this.askedAt.length) this.got.add(number);
  }

  /** Of questions in a row that were all answered. */
  intervals(): Interval[] {
    const found: [number, number][] = [];
    this.askedAt.forEach((at, number) => {
      if (!this.got.has(number)) return;
      const last = found.at(-1);
      if (last && this.got.has(number - 1)) last[1] = at;
      else found.push([at, at]);
    });
    return found;
  }
}
