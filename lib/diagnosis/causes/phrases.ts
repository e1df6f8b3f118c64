/** Phrases that sentences of causes have in common. */
import { groupBy, named } from '../../base/lists';
import { shellWords } from '../../base/shell-words';
import { type Reason, reasonText } from '../../check';
import type { Command } from '../mend';
import type { Example } from './example';

/** Why a check failed. */
export const reasonOf = (why: Reason | undefined): string => (why ? reasonText(why) : 'see its check');

/** One of the checks that failed, and why. */
export const exampleText = ({ from, to, why }: Example): string => `${from} → ${to}: ${reasonOf(why)}`;

/** A count with its noun. */
export const counted = (count: number, one: string, many: string): string =>
  `${count} ${count === 1 ? one : many}`;

/** The commands that mend it, each once for all hosts that it is the same on; the words where none are known. */
export function mendText(mend: readonly Command[] | undefined, words: string): string {
  if (!mend || mend.length === 0) return words;
  const same = groupBy(mend, ({ command }) => shellWords(command));
  return [...same]
    .map(
      ([command, hosts]) =>
        `on ${named(
          hosts.map(({ where }) => where),
          ' and ',
        )}: ${command}`,
    )
    .join('; ');
}

/** `on worker-1 and worker-2`, with a space before; empty where it is all nodes. */
export const onNodes = (nodes: readonly string[]): string =>
  nodes.length > 0 ? ` on ${named(nodes, ' and ')}` : '';
