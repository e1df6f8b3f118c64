/** What can be measured, and how it has its turns. */
import type { Measured } from '../../prober/measure';
import type { Sample } from '../file/sample';
import type { Block, Subject } from '../file/schema';
import { ofRound } from './order';
import { type BlockContents, type NodePair, type Step, stepsOf } from './steps';
import { type Turns, takeTurns, timedBlock } from './take-turns';

/** A lab or a cluster that is ready to be measured. */
export interface Bench {
  readonly subject: Subject;
  /** The nodes that are measured between; each pair has two rounds, then the next. */
  readonly pairs: readonly NodePair[];
  readonly contents: BlockContents;
  measure(step: Step): Promise<Measured>;
}

/** How many measurements so many rounds are, with those that warm up, for progress. */
export function stepsIn(benches: readonly Bench[], rounds: number): number {
  return benches.reduce(
    (sum, bench) =>
      sum + warmUpSteps(bench).length + rounds * stepsOf(bench.pairs[0]!, bench.contents).length,
    0,
  );
}

/**
 * Makes each measurement once that no other is like, and counts none: programs compile what they run often while they run it.
 * @param done is called after each
 */
export async function warmUp(benches: readonly Bench[], done: () => void): Promise<void> {
  for (const bench of benches)
    for (const step of warmUpSteps(bench)) {
      await bench.measure(step);
      done();
    }
}

/** Of every pair, each path once for each work. */
function warmUpSteps({ pairs, contents }: Bench): Step[] {
  const steps = pairs.flatMap((pair) => stepsOf(pair, contents));
  return [...new Map(steps.map((step) => [JSON.stringify(step), step])).values()];
}

/** Measures every bench once a round, one measurement at a time. @param done is called after each */
export function inTurns(benches: readonly Bench[], rounds: number, done: () => void): Promise<Turns> {
  return takeTurns(
    benches,
    rounds,
    ({ subject }) => subject.id,
    async (bench, round) => [await blockOf(bench, round, done)],
  );
}

function blockOf(bench: Bench, round: number, done: () => void): Promise<Block> {
  const pair = ofRound(bench.pairs, round);
  return timedBlock({ round, subject: bench.subject.id, pair }, async () => {
    const samples: Sample[] = [];
    for (const step of stepsOf(pair, bench.contents)) {
      samples.push(sampleOf(step, await bench.measure(step)));
      done();
    }
    return samples;
  });
}

/** A measurement with where it was made. Busy time of machines is left to those who know whose it is. */
export function sampleOf({ path, work, family, from, to, policies }: Step, measured: Measured): Sample {
  const { busyMs: _, ...own } = measured;
  return { path, work, family, from, to, ...(policies === undefined ? {} : { policies }), ...own };
}
