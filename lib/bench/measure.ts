import { quantile, sorted } from '../base/statistics';

/** One line of the table: what was measured, beside its budget and the machine's own reference. */
export interface Measurement {
  readonly what: string;
  readonly measured: string;
  readonly budget: string;
  /** Whether the budget holds; absent where there is none. */
  readonly holds?: boolean;
  /** The same machine doing something simple, in the same run: what the numbers can be compared by. */
  readonly reference: string;
}

/** The median of some runs of one thing, as machines are shared. */
export async function median(runs: number, run: () => Promise<number> | number): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < runs; i++) times.push(await run());
  return middle(times);
}

const middle = (times: readonly number[]) => quantile(sorted(times), 0.5)!;

/** Median milliseconds of each, taken in turns: a machine that slows down does so for all of them. */
export async function alternating(
  runs: number,
  things: readonly (() => Promise<unknown>)[],
): Promise<number[]> {
  const times: number[][] = things.map(() => []);
  for (let i = 0; i < runs; i++)
    for (const [k, thing] of things.entries()) times[k]!.push(await timed(thing));
  return times.map(middle);
}

/** Milliseconds that it takes. */
export async function timed(run: () => Promise<unknown> | unknown): Promise<number> {
  const started = performance.now();
  await run();
  return performance.now() - started;
}

/** Milliseconds in words, as seconds from one second on. */
export const ms = (value: number): string =>
  value < 1000 ? `${Math.round(value)} ms` : `${(value / 1000).toFixed(2)} s`;
