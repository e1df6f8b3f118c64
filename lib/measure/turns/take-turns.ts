/** Rounds of turns, whoever takes them, and blocks with their time. */
import { append } from '../../base/lists';
import type { Sample } from '../file/sample';
import type { Block } from '../file/schema';
import { turnsOf } from './order';

/** What turns gave. */
export interface Turns {
  readonly order: readonly (readonly string[])[];
  readonly blocks: readonly Block[];
}

/**
 * Lets every subject have its turn once a round, one at a time.
 * @param idOf of the subject
 * @param turn gives its blocks
 * @param first number of the first round, where others have had theirs before
 */
export async function takeTurns<T>(
  subjects: readonly T[],
  rounds: number,
  idOf: (subject: T) => string,
  turn: (subject: T, round: number) => Promise<readonly Block[]>,
  first = 0,
): Promise<Turns> {
  const turns = turnsOf(subjects, rounds);
  const blocks: Block[] = [];
  for (const [i, order] of turns.entries())
    for (const subject of order) append(blocks, await turn(subject, first + i));
  return { order: turns.map((order) => order.map(idOf)), blocks };
}

/** A block with the time that it took. */
export async function timedBlock(
  place: Pick<Block, 'round' | 'subject' | 'pair'>,
  measure: () => Promise<readonly Sample[]>,
): Promise<Block> {
  const startedAt = new Date();
  const samples = await measure();
  const { round, subject, pair } = place;
  return {
    ...{ round, subject, startedAt: startedAt.toISOString() },
    ...{ durationMs: Date.now() - startedAt.getTime(), pair, samples },
  };
}
