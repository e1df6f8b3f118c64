/** What zod says of a malformed spec, as problems: by the issues' codes, with text for people. */
import type { z } from 'zod';
import { didYouMean } from '../base/did-you-mean';
import { familyName } from '../net';
import type { PlainProblemCode, Problem } from './problem';
import { shown } from './shown-value';
import type { FieldFault } from './spec-fields';
import type { SpecParts } from './spec-parts';
import { fieldsAt } from './testbed-spec';

type Issue = z.core.$ZodIssue;

/** The problems that an issue stands for; it may name several fields. */
export function problemsOfIssue(issue: Issue, parts: SpecParts): Problem[] {
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownField(issue, key, parts));
  const place = { field: fieldPath(issue.path), value: shown(issue.input) };
  const fault: FieldFault | undefined = issue.code === 'custom' ? issue.params?.fault : undefined;
  if (fault) return [{ ...place, ...faultProblem(fault, lastField(issue)) }];
  const text = { rule: ruleOf(issue), remedy: remedyOf(issue) };
  if (issue.code === 'invalid_value')
    return [{ ...place, ...text, code: 'not-a-choice', choices: issue.values.map(String) }];
  return [{ ...place, ...text, code: codeOf(issue) }];
}

/** A number that no computer holds exactly is also above the field's own limit, and that issue says more. */
export function isWorthSaying(issue: Issue): boolean {
  return !(issue.code === 'too_big' && issue.origin === 'int' && issue.maximum === Number.MAX_SAFE_INTEGER);
}

function unknownField(issue: Issue, key: string, parts: SpecParts): Problem {
  const known = fieldsAt(issue.path, parts);
  return {
    code: 'unknown-field',
    known,
    field: fieldPath([...issue.path, key]),
    value: 'given',
    rule: 'there is no such field',
    remedy: didYouMean(key, known) ?? `The fields are ${known.join(', ')}`,
  };
}

function fieldPath(path: readonly PropertyKey[]): string {
  const text = path.reduce<string>(
    (sum, key) => (typeof key === 'number' ? `${sum}[${key}]` : sum ? `${sum}.${String(key)}` : String(key)),
    '',
  );
  return text || 'spec';
}

const lastField = ({ path }: Issue) => String(path.at(-1));

function faultProblem(fault: FieldFault, field: string) {
  switch (fault.code) {
    case 'host-bits':
      return { ...fault, remedy: 'Write a range without host bits' };
    case 'not-a-range':
      return { ...fault, remedy: rangeExample(field) };
    case 'not-an-address':
      return { ...fault, remedy: 'Write the address alone, without its prefix length' };
    case 'wrong-family': {
      const { code, family, of } = fault;
      return {
        ...{ code, family },
        rule: `it must be an ${familyName(family)} ${of}`,
        remedy:
          family === 'ipv6'
            ? `Put the IPv4 ${of} into ${field.replace('IPv6', '')}`
            : `Put the IPv6 ${of} into ${field}IPv6 and set ipFamily to dual`,
      };
    }
  }
}

function codeOf(issue: Issue): PlainProblemCode {
  switch (issue.code) {
    case 'too_small':
    case 'too_big':
      return 'out-of-bounds';
    case 'invalid_format':
      return 'wrong-format';
    default:
      return issue.path.length === 0 ? 'not-a-spec' : 'wrong-type';
  }
}

const unit: Readonly<Record<string, readonly [string, string]>> = {
  array: ['entry', 'entries'],
  string: ['character', 'characters'],
};
const typeWords: Readonly<Record<string, string>> = {
  int: 'a whole number',
  number: 'a number',
  string: 'a text',
  boolean: 'true or false',
  array: 'a list',
  object: 'a set of fields, each with its value',
};

function ruleOf(issue: Issue): string {
  switch (issue.code) {
    case 'too_small':
      return `it must ${amount('at least', issue.minimum, issue.origin)}`;
    case 'too_big':
      return `it must ${amount('at most', issue.maximum, issue.origin)}`;
    case 'invalid_type':
      return `it must be ${typeWords[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return `it must be one of ${issue.values.map(String).join(', ')}`;
    default:
      return issue.message;
  }
}

function amount(bound: string, count: number | bigint, origin: string): string {
  const [one, many] = unit[origin] ?? [];
  return one ? `have ${bound} ${count} ${count === 1 ? one : many}` : `be ${bound} ${count}`;
}

function remedyOf(issue: Issue): string {
  if (/cidr/i.test(lastField(issue))) return rangeExample(lastField(issue));
  if (issue.input === undefined) return 'Add it';
  if (issue.code === 'too_small' || issue.code === 'too_big')
    return `Choose ${issue.origin in unit ? 'a length' : 'a number'} within the limits`;
  if (issue.code === 'invalid_type' && issue.expected === 'number' && isNumeric(issue.input))
    return 'Write it without quotes';
  const inList = issue.path.some((step) => typeof step === 'number');
  const needed = inList || ['zones', 'reserved', 'nodes'].includes(String(issue.path[0]));
  return needed ? 'Change the value' : 'Change the value, or leave it out to take its default';
}

const rangeExample = (field: string) =>
  `Write the range in full, such as ${field.endsWith('IPv6') ? 'fd00:10:244::/48' : '10.244.0.0/16'}`;

const isNumeric = (value: unknown) =>
  typeof value === 'string' && value.trim() !== '' && !Number.isNaN(Number(value));
