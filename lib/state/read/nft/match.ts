import type { Condition } from '../../../datapath';
import { elementSize, valueSize } from '../netfilter/budget';
import { fieldCondition } from '../netfilter/conditions';
import { choices } from './chance';
import { ctConditions, maskedCtConditions } from './ct';
import { contentOf, fieldsOf, itemsOf, kindOf } from './expression';
import { fibConditions } from './fib';
import { impliedBy, type Key, keyOf, ofFamily } from './key';
import { isMark, isNumber32 } from './mark';
import type { RuleContext } from './meaning';
import { statementText } from './print';
import { elementOf } from './sets';
import { alternatives, kindOfField, setValue } from './value';

/** A `match` statement. */
interface Match {
  readonly left: unknown;
  readonly right: unknown;
  readonly not: boolean;
}

/** What a `match` statement asks; what these words have nothing for is an unknown condition. */
export function matchConditions(content: unknown, context: RuleContext): Condition[] {
  const { op, left, right } = fieldsOf(content);
  const key = keyOf(lookedAt(left), context.families);
  const known =
    connectionConditions(left, `${op}`, right) ??
    (op === '==' || op === '!=' || op === 'in'
      ? conditionsOf({ left, right, not: op === '!=' }, key, context)
      : (portsBeyond(`${op}`, right, key) ?? chanceBelow(`${op}`, left, right)));
  return known ?? [...key.implied, { on: 'unknown', text: statementText({ match: content }) }];
}

/** What is looked at, some bits of it or all. */
const lookedAt = (left: unknown): unknown => itemsOf(contentOf(left, '&'))[0] ?? left;

function connectionConditions(left: unknown, op: string, right: unknown): Condition[] | undefined {
  const ct = contentOf(left, 'ct');
  return ct === undefined ? maskedCtConditions(contentOf(left, '&'), op, right) : ctConditions(ct, op, right);
}

function conditionsOf(match: Match, key: Key, context: RuleContext): Condition[] | undefined {
  const { left, right, not } = match;
  const [kind, content] = kindOf(left) ?? [];
  if (kind === 'fib') return fibConditions(content, right, not);
  if (kind === 'concat') return concatCondition(itemsOf(content), match, context);
  if (kind === '&') return maskedMark(itemsOf(content), right, not);
  if (isMark(left)) return markConditions(right, not);
  const family = familyNamed(left, right);
  if (family) return not ? undefined : ofFamily(family, context.families);
  if (key.field === 'other' || kind === 'ct') return undefined;
  if (typeof right === 'string' && right.startsWith('@'))
    return impliedAnd(key.implied, { on: 'set', set: right.slice(1), fields: [key.field], ...negated(not) });
  const make = (value: unknown) => setValue(kindOfField[key.field], value);
  const values = context.budget.all(alternatives(right), make, valueSize);
  const condition = values && fieldCondition(key.field, values, not);
  return condition && impliedAnd(key.implied, condition);
}

/** What is not asked by the condition itself, and the condition. */
function impliedAnd(implied: readonly Condition[], condition: Condition): Condition[] {
  const fields = condition.on === 'address' ? [condition.of] : condition.on === 'set' ? condition.fields : [];
  const not = 'not' in condition && condition.not === true;
  return [...(not ? implied : impliedBy(fields, implied)), condition];
}

const negated = (not: boolean) => (not ? ({ not: true } as const) : {});

function concatCondition(
  parts: readonly unknown[],
  { right, not }: Match,
  context: RuleContext,
): Condition[] | undefined {
  const keys = parts.map((part) => keyOf(part, context.families));
  const implied = keys.flatMap((key) => key.implied);
  const fields = keys.map(({ field }) => field);
  if (typeof right === 'string' && right.startsWith('@'))
    return impliedAnd(implied, { on: 'set', set: right.slice(1), fields, ...negated(not) });
  const kinds = fields.map((field) => kindOfField[field]);
  const make = (element: unknown) => elementOf(element, kinds);
  const elements = context.budget.all(alternatives(right), make, elementSize);
  if (!elements) return undefined;
  return impliedAnd(implied, { on: 'set', set: context.keep(elements), fields, ...negated(not) });
}

/** `meta mark & mask == value`. */
function maskedMark([left, mask]: readonly unknown[], right: unknown, not: boolean): Condition[] | undefined {
  if (!isMark(left) || !isNumber32(mask) || !isNumber32(right)) return undefined;
  return [{ on: 'mark', mask, value: right, ...negated(not) }];
}

/** One value, or none of several: that it is one of several cannot be said of a mark. */
function markConditions(right: unknown, not: boolean): Condition[] | undefined {
  const values = alternatives(right);
  if (!values.every(isNumber32) || (values.length !== 1 && !not)) return undefined;
  return values.map((value) => ({ on: 'mark', mask: 0xffff_ffff, value, ...negated(not) }));
}

function familyNamed(left: unknown, right: unknown) {
  const { key } = fieldsOf(contentOf(left, 'meta'));
  if (key !== 'nfproto' && key !== 'protocol') return undefined;
  if (right === 'ipv4' || right === 'ip') return 'ipv4';
  return right === 'ipv6' || right === 'ip6' ? 'ipv6' : undefined;
}

/** `tcp dport > 1023` and the like. */
function portsBeyond(op: string, right: unknown, { field, implied }: Key): Condition[] | undefined {
  if (kindOfField[field] !== 'port' || typeof right !== 'number') return undefined;
  const ranges: Readonly<Record<string, readonly [number, number]>> = {
    '<': [0, right - 1],
    '<=': [0, right],
    '>': [right + 1, 65_535],
    '>=': [right, 65_535],
  };
  const range = Object.hasOwn(ranges, op) ? ranges[op] : undefined;
  const condition = range && fieldCondition(field, [{ ports: range }], false);
  return condition && [...implied, condition];
}

/** `numgen random mod 10 < 3`. */
function chanceBelow(op: string, left: unknown, right: unknown): Condition[] | undefined {
  const count = choices(left);
  if (count === undefined || op !== '<' || !isNumber32(right)) return undefined;
  return [{ on: 'random', share: Math.min(1, right / count) }];
}
