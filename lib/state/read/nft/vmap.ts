import type { Action } from '../../../datapath';
import { chanceAlternatives, choices } from './chance';
import { contentOf, fieldsOf, itemsOf } from './expression';
import { impliedBy, keyOf } from './key';
import { matchConditions } from './match';
import { doing, type Meaning, notKnown, type RuleContext } from './meaning';
import { kindsOf, mapEntries } from './sets';
import { kindOfField } from './value';
import { verdict } from './verdict';

/** What a map of verdicts means. */
export function vmapMeaning(content: unknown, context: RuleContext): Meaning {
  const { key, data } = fieldsOf(content);
  const pairs = pairsOf(data, context);
  return (pairs && lookup(key, pairs, verdict, context)) ?? notKnown({ vmap: content });
}

/** A table of keys and values, with the kinds of the keys where they are named. */
export interface Pairs {
  readonly pairs: readonly unknown[];
  readonly type?: unknown;
}

/** The entries of a named or an unnamed map; undefined where there is none of the name. */
export function pairsOf(data: unknown, { maps }: RuleContext): Pairs | undefined {
  const set = contentOf(data, 'set');
  if (set !== undefined) return { pairs: itemsOf(set) };
  const map = typeof data === 'string' && data.startsWith('@') ? maps.get(data.slice(1)) : undefined;
  return map && { pairs: map.elem, type: map.type };
}

/** What a lookup of a key in a map means; undefined where these words have nothing for it. */
export function lookup(
  key: unknown,
  { pairs, type }: Pairs,
  actionOf: (value: unknown) => Action | undefined,
  context: RuleContext,
): Meaning | undefined {
  const count = choices(key);
  if (count !== undefined) {
    const does = chanceAlternatives(count, pairs, actionOf);
    return does && { does };
  }
  const parts = contentOf(key, 'concat');
  const keys = (parts === undefined ? [key] : itemsOf(parts)).map((part) => keyOf(part, context.families));
  const fields = keys.map(({ field }) => field);
  if (fields.length === 1 && fields[0] === 'other') return byConditions(key, pairs, actionOf, context);
  const kinds = type === undefined ? fields.map((field) => kindOfField[field]) : kindsOf(type);
  const entries = mapEntries(pairs, kinds, actionOf, context.budget);
  const implied = keys.flatMap((one) => one.implied);
  return entries && doing({ do: 'map', fields, entries }, impliedBy(fields, implied));
}

/** A key that no set of these words has: a rule for each entry, unless one comes back and may meet the next. */
function byConditions(
  key: unknown,
  pairs: readonly unknown[],
  actionOf: (value: unknown) => Action | undefined,
  context: RuleContext,
): Meaning | undefined {
  const does = pairs.map((pair) => {
    const [right, value] = itemsOf(pair);
    const action = actionOf(value);
    if (!action || action.do === 'jump' || action.do === 'continue') return undefined;
    return { conditions: matchConditions({ op: '==', left: key, right }, context), action };
  });
  return does.every((alternative) => alternative !== undefined) ? { does } : undefined;
}
