import type { z } from 'zod';
import { type Problem, refuse } from './problem';
import { type PartsOf, recordedParts, type SpecParts, schemaWith } from './spec-parts';
import { fieldsAt, type TestbedSpec, testbedSpecSchema, withDefaults } from './testbed-spec';

/**
 * Reads a spec from untrusted data.
 * @param parts schemas of the targets' own parts, by field; other fields than these and the spec's own are refused
 * @throws SpecError with every problem of form at once; how the ranges fit together is the plan's proof
 */
export function parseSpec(input: unknown): TestbedSpec;
export function parseSpec<P extends SpecParts>(input: unknown, parts: P): TestbedSpec & PartsOf<P>;
export function parseSpec(input: unknown, parts: SpecParts = {}): TestbedSpec {
  const result = schemaWith(testbedSpecSchema, parts).safeParse(input, { reportInput: true });
  const issues = result.success ? [] : result.error.issues.filter(isWorthTelling);
  refuse([...issues.flatMap((issue) => problemsOf(issue, parts)), ...nameProblems(input)]);
  const { ...parsed } = result.data!;
  const own = Object.keys(parts).map((field) => [field, parsed[field]]);
  return { ...withDefaults(result.data!), ...Object.fromEntries(own) };
}

/**
 * Reads a spec that this program recorded after it was checked: targets' own parts are taken as they are.
 * @throws SpecError where another version recorded it, with other fields or rules
 */
export function parseRecordedSpec(input: unknown): TestbedSpec {
  return parseSpec(input, recordedParts(input, testbedSpecSchema));
}

type Issue = z.core.$ZodIssue;

/** A number that no computer holds exactly is also above the field's own limit, and that one says more. */
function isWorthTelling(issue: Issue): boolean {
  return !(issue.code === 'too_big' && issue.origin === 'int' && issue.maximum === Number.MAX_SAFE_INTEGER);
}

function problemsOf(issue: Issue, parts: SpecParts): Problem[] {
  const field = fieldPath(issue.path);
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      field: fieldPath([...issue.path, key]),
      value: 'given',
      rule: 'there is no such field',
      remedy: nearest(key, fieldsAt(issue.path, parts)),
    }));
  return [{ field, value: shown(issue.input), rule: ruleOf(issue), remedy: remedyOf(issue) }];
}

function fieldPath(path: readonly PropertyKey[]): string {
  const text = path.reduce<string>(
    (sum, key) => (typeof key === 'number' ? `${sum}[${key}]` : sum ? `${sum}.${String(key)}` : String(key)),
    '',
  );
  return text || 'spec';
}

/** As JSON has it, save for numbers that JSON has not. */
function shown(value: unknown): string {
  if (value === undefined) return 'missing';
  const text = typeof value === 'number' ? `${value}` : (JSON.stringify(writable(value)) ?? typeof value);
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}

/** Levels of a value that are shown. */
const shownDepth = 5;

/** YAML's anchors can make a list that holds itself, which JSON cannot write, and no more can it write bigints. */
function writable(value: unknown, depth = 0, around: readonly unknown[] = []): unknown {
  if (typeof value === 'bigint') return `${value}`;
  if (typeof value !== 'object' || value === null) return value;
  if (depth === shownDepth || around.includes(value)) return '…';
  const inner = (part: unknown) => writable(part, depth + 1, [...around, value]);
  if (Array.isArray(value)) return value.map(inner);
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, inner(part)]));
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
  const field = String(issue.path.at(-1));
  if (issue.code === 'custom' && issue.params?.wrongFamily)
    return field.endsWith('IPv6')
      ? `Put the IPv4 range into ${field.replace('IPv6', '')}`
      : `Put the IPv6 range into ${field}IPv6 and set ipFamily to dual`;
  if (issue.code === 'custom' && issue.message.endsWith('?')) return 'Write a range without host bits';
  if (/cidr/i.test(field))
    return `Write the range in full, such as ${field.endsWith('IPv6') ? 'fd00:10:244::/48' : '10.244.0.0/16'}`;
  if (issue.input === undefined) return 'Add it';
  if (issue.code === 'too_small' || issue.code === 'too_big')
    return `Choose ${issue.origin in unit ? 'a length' : 'a number'} within the limits`;
  if (issue.code === 'invalid_type' && typeof issue.input === 'string' && issue.input.trim() !== '')
    if (issue.expected === 'number' && !Number.isNaN(Number(issue.input))) return 'Write it without quotes';
  const needed = issue.path[0] === 'zones' || issue.path[0] === 'reserved';
  return needed ? 'Change the value' : 'Change the value, or leave it out to take its default';
}

function nearest(key: string, known: readonly string[]): string {
  const start = key.slice(0, 4).toLowerCase();
  const like = start.length < 3 ? undefined : known.find((name) => name.toLowerCase().startsWith(start));
  return like ? `Did you mean ${like}?` : `The fields are ${known.join(', ')}`;
}

/** Zones with one name. Looked for in the raw data, so that it is told together with problems of form. */
function nameProblems(input: unknown): Problem[] {
  const zones = (input as { zones?: unknown } | null | undefined)?.zones;
  if (!Array.isArray(zones)) return [];
  const names = zones.map((zone: { name?: unknown } | null | undefined) => zone?.name);
  const seen = new Set<unknown>();
  const isNew = (name: unknown) => !seen.has(name) && seen.add(name);
  return names.flatMap((name, i) =>
    typeof name !== 'string' || isNew(name)
      ? []
      : [
          {
            field: `zones[${i}].name`,
            value: shown(name),
            rule: 'another zone has this name',
            remedy: 'Give each zone a name of its own',
          },
        ],
  );
}
