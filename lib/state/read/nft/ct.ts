import type { Condition } from '../../../datapath';
import { fieldCondition } from '../netfilter/conditions';
import { contentOf, fieldsOf, itemsOf } from './expression';
import { alternatives, setValue } from './value';

/** Packets that belong to no connection have no status to be compared. */
const tracked: Condition = { on: 'state', states: ['untracked', 'invalid'], not: true };
const never: Condition = { on: 'state', states: [] };

/**
 * What a rule asks of the packet's connection. `in` and `!` ask for one of several bits, or for none of them; `==` and `!=`
 * compare all bits at once. A state is one bit; a status is several: that of a translated connection is never `dnat` alone,
 * as the kernel notes beside it that the translation is done.
 */
export function ctConditions(content: unknown, op: string, right: unknown): Condition[] | undefined {
  const { key, dir } = fieldsOf(content);
  const byBits = op === 'in' || op === '!';
  const not = op === '!' || op === '!=';
  if (dir !== undefined || !(byBits || op === '==' || op === '!=')) return undefined;
  const named = byBits ? flagsOf(right) : alternatives(right);
  if (key === 'state') return stateConditions(named, not);
  if (key !== 'status' || !named.every((flag): flag is string => flag === 'snat' || flag === 'dnat'))
    return undefined;
  if (!byBits) return [not ? tracked : never];
  return not ? [tracked, { on: 'state', states: named, not }] : [{ on: 'state', states: named }];
}

/** As older versions write it: `ct state & (new | established) != 0`, `ct status & snat == snat`. */
export function maskedCtConditions(operands: unknown, op: string, right: unknown): Condition[] | undefined {
  const [left, mask] = itemsOf(operands);
  const ct = contentOf(left, 'ct');
  if (ct === undefined || !(right === 0 || (typeof mask === 'string' && mask === right))) return undefined;
  const isAny = right === 0 ? op === '!=' : op === '==';
  return ctConditions(ct, isAny ? 'in' : '!', mask);
}

function stateConditions(named: readonly unknown[], not: boolean): Condition[] | undefined {
  const values = named.map((state) => setValue('state', state));
  const condition = values.every((value) => value !== undefined) && fieldCondition('state', values, not);
  return condition ? [condition] : undefined;
}

/** One bit, or several in a list or joined by `|`. */
function flagsOf(shown: unknown): readonly unknown[] {
  const joined = contentOf(shown, '|') ?? shown;
  return Array.isArray(joined) ? joined : [joined];
}
