/** What can be measured, and how it has its turns. */
import type { Measured } from '../../prober/measure';
import type { Sample } from '../file/sample';
import type { Block, Subject } from '../file/schema';
import { ofRound, turnsOf } from './order';
import { type BlockContents, type NodePair, type Step, stepsOf } from './steps';

/** A lab or a cluster that is ready to be measured. */
export interface Bench {
  readonly subject: Subject;
  /** The nodes that are measured between; each pair has two rounds, then the next. */
  readonly pairs: readonly NodePair[];
  readonly contents: BlockContents;
  measure(step: Step): Promise<Measured>;
}

/** What turns gave. */
export interface Turns {
  readonly order: readonly (readonly string[])[];
  readonly blocks: readonly Block[];
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
export async function inTurns(benches: readonly Bench[], rounds: number, done: () => void): Promise<Turns> {
  const turns = turnsOf(benches, rounds);
  const blocks: Block[] = [];
  for (const [round, order] of turns.entries())
    for (const bench of order) blocks.push(await blockOf(bench, round, done));
  return { order: turns.map((order) => order.map(({ subject }) => subject.id)), blocks };
}

async function blockOf(bench: Bench, round: number, done: () => void): Promise<Block> {
  const startedAt = new Date();
  const pair = ofRound(bench.pairs, round);
  const samples: Sample[] = [];
  for (const step of stepsOf(pair, bench.contents)) {
    samples.push(sampleOf(step, await bench.measure(step)));
    done();
  }
  return {
    ...{ round, subject: bench.subject.id, startedAt: startedAt.toISOString() },
    ...{ durationMs: Date.now() - startedAt.getTime(), pair, samples },
  };
}

/** A measurement with where it was made. Busy time of machines is left to those who know whose it is. */
export function sampleOf({ path, work, family, from, to, policies }: Step, measured: Measured): Sample {
  const { busyMs: _, ...own } = measured;
  return { path, work, family, from, to, ...(policies === undefined ? {} : { policies }), ...own };
}
