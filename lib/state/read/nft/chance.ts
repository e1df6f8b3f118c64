import type { Action } from '../../../datapath';
import { contentOf, fieldsOf, itemsOf } from './expression';
import type { Alternative } from './meaning';

/** How many values a choice by chance, or by a sum over the packet that nobody foresees, has; undefined for other keys. */
export function choices(key: unknown): number | undefined {
  const numgen = fieldsOf(contentOf(key, 'numgen'));
  const [hash, symhash] = [fieldsOf(contentOf(key, 'jhash')), fieldsOf(contentOf(key, 'symhash'))];
  const mod = numgen.mode === 'random' ? numgen.mod : (hash.mod ?? symhash.mod);
  const offset = numgen.offset ?? hash.offset ?? symhash.offset ?? 0;
  return Number.isInteger(mod) && (mod as number) > 0 && offset === 0 ? (mod as number) : undefined;
}

/**
 * The actions of a map from such a key, each by its part of what the ones before it leave; undefined where one is not
 * understood, or would come back to a choice that is made once.
 */
export function chanceAlternatives(
  count: number,
  pairs: readonly unknown[],
  actionOf: (value: unknown) => Action | undefined,
): Alternative[] | undefined {
  let left = count;
  const alternatives: Alternative[] = [];
  for (const pair of pairs) {
    const [value, shown] = itemsOf(pair);
    const [weight, action] = [weightOf(value, count), actionOf(shown)];
    const isLast = weight === left;
    if (
      !action ||
      weight === 0 ||
      weight > left ||
      (!isLast && (action.do === 'jump' || action.do === 'continue'))
    )
      return undefined;
    alternatives.push({ conditions: isLast ? [] : [{ on: 'random', share: weight / left }], action });
    left -= weight;
  }
  return alternatives;
}

/** How many of the values an entry is for. */
function weightOf(value: unknown, count: number): number {
  const range = contentOf(value, 'range');
  const [first, last] = (range === undefined ? [value, value] : itemsOf(range)) as number[];
  const isFine = [first, last].every((end) => Number.isInteger(end) && end! >= 0 && end! < count);
  return isFine && last! >= first! ? last! - first! + 1 : 0;
}
