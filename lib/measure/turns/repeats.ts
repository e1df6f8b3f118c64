/** Turns of clusters, whose blocks are repeated where machines were too busy to say anything of the network. */
import { largest } from '../../base/lists';
import type { Guard } from '../file/guard';
import type { Sample } from '../file/sample';
import type { Block } from '../file/schema';
import { ofRound } from './order';
import { starvationOf } from './starvation';
import type { NodePair } from './steps';
import { type Turns, takeTurns, timedBlock } from './take-turns';

/** What has blocks. */
export interface Repeatable {
  /** Of the subject. */
  readonly id: string;
  /** The nodes that are measured between; each pair has two rounds, then the next. */
  readonly pairs: readonly NodePair[];
  /** Measures everything once between the nodes of that pair. @param pair its place in the list */
  block(pair: number): Promise<readonly Sample[]>;
}

/** How often a block is tried: once means that it counts in any case. */
export const blockTries = 3;

/** What repeated turns gave, and what they suffered from. */
export interface RepeatedTurns extends Turns {
  readonly guards: readonly Guard[];
}

/**
 * Measures every subject once a round, one block at a time.
 * @param done is called after each round of each subject, with all tries of its turn
 * @param first number of the first round
 */
export async function inRepeatedTurns(
  subjects: readonly Repeatable[],
  rounds: number,
  tries: number,
  done: (blocks: readonly Block[]) => void,
  first = 0,
): Promise<RepeatedTurns> {
  const turns = await takeTurns(
    subjects,
    rounds,
    ({ id }) => id,
    async (subject, round) => {
      const blocks = await blocksOf(subject, round, tries);
      done(blocks);
      return blocks;
    },
    first,
  );
  const ids = subjects.map(({ id }) => id);
  return { ...turns, guards: starvedGuards(ids, turns.blocks, tries) };
}

/** All tries of one turn, of which the last may be good. */
async function blocksOf(subject: Repeatable, round: number, tries: number): Promise<Block[]> {
  const blocks: Block[] = [];
  while (blocks.length < tries) {
    const block = await blockOf(subject, round, tries > 1);
    blocks.push(block);
    if (!block.setAside) break;
  }
  return blocks;
}

async function blockOf({ id, pairs, block }: Repeatable, round: number, judged: boolean): Promise<Block> {
  const place = ofRound([...pairs.keys()], round);
  const measured = await timedBlock({ round, subject: id, pair: pairs[place]! }, () => block(place));
  const setAside = judged ? starvationOf(measured.samples) : undefined;
  return setAside ? { ...measured, setAside } : measured;
}

/** What the turns of these subjects suffered from. */
export const starvedGuards = (ids: readonly string[], blocks: readonly Block[], tries: number): Guard[] =>
  ids.flatMap((id) => starved(id, blocks, tries));

/** Rounds of which no block is good, or, where all count, those that would not have been. */
function starved(subject: string, blocks: readonly Block[], tries: number): Guard[] {
  const own = blocks.filter((block) => block.subject === subject);
  const good = new Set(own.filter(({ setAside }) => !setAside).map(({ round }) => round));
  const shares = own.flatMap(({ round, setAside, samples }) => {
    const found = tries > 1 ? setAside : starvationOf(samples);
    return found && (tries === 1 || !good.has(round)) ? [[round, found.share] as const] : [];
  });
  if (shares.length === 0) return [];
  const share = largest(shares.map(([, one]) => one));
  return [{ code: 'starved', subject, blocks: new Set(shares.map(([round]) => round)).size, share }];
}
