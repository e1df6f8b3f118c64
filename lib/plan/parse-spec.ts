import type { z } from 'zod';
import { type Problem, refuse } from './problem';
import { type TestbedSpec, testbedSpecSchema, withDefaults } from './testbed-spec';

/**
 * Reads a spec from untrusted data.
 * @throws SpecError with every problem of form at once; how the ranges fit together is the plan's proof
 */
export function parseSpec(input: unknown): TestbedSpec {
  const result = testbedSpecSchema.safeParse(input, { reportInput: true });
  if (!result.success) refuse(result.error.issues.flatMap(problemsOf));
  const spec = withDefaults(result.data!);
  refuse([...familyProblems(spec), ...nameProblems(spec)]);
  return spec;
}

type Issue = z.core.$ZodIssue;

function problemsOf(issue: Issue): Problem[] {
  const field = fieldPath(issue.path);
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      field: fieldPath([...issue.path, key]),
      value: 'given',
      rule: 'there is no such field',
      remedy: nearest(key),
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

function shown(value: unknown): string {
  const text = value === undefined ? 'missing' : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}

function ruleOf(issue: Issue): string {
  switch (issue.code) {
    case 'too_small':
      return `it must be at least ${issue.minimum}${issue.origin === 'array' ? ' long' : ''}`;
    case 'too_big':
      return `it must be at most ${issue.maximum}${issue.origin === 'array' ? ' long' : ''}`;
    case 'invalid_type':
      return `it must be ${issue.expected === 'int' ? 'a whole number' : `of type ${issue.expected}`}`;
    case 'invalid_value':
      return `it must be one of ${issue.values.map(String).join(', ')}`;
    default:
      return issue.message;
  }
}

function remedyOf(issue: Issue): string {
  if (issue.path.some((key) => /cidr/i.test(String(key))))
    return 'Write the range in full, such as 10.244.0.0/16';
  if (issue.code === 'too_small' || issue.code === 'too_big') return 'Choose a number within the limits';
  return 'Change the value, or leave the field out to take its default';
}

function nearest(key: string): string {
  const known = Object.keys(testbedSpecSchema.shape);
  const like = known.find((name) => name.toLowerCase().startsWith(key.slice(0, 4).toLowerCase()));
  return like ? `Did you mean ${like}?` : `The fields are ${known.join(', ')}`;
}

function familyProblems(spec: TestbedSpec): Problem[] {
  const wanted = [
    ...spec.zones.flatMap((zone, i) => [
      { field: `zones[${i}].nodeCidr`, cidr: zone.nodeCidr, family: 'ipv4' },
      { field: `zones[${i}].nodeCidrIPv6`, cidr: zone.nodeCidrIPv6, family: 'ipv6' },
    ]),
    { field: 'podCidr', cidr: spec.podCidr, family: 'ipv4' },
    { field: 'serviceCidr', cidr: spec.serviceCidr, family: 'ipv4' },
    { field: 'podCidrIPv6', cidr: spec.podCidrIPv6, family: 'ipv6' },
    { field: 'serviceCidrIPv6', cidr: spec.serviceCidrIPv6, family: 'ipv6' },
  ];
  return wanted
    .filter(({ cidr, family }) => cidr.family !== family)
    .map(({ field, cidr, family }) => ({
      field,
      value: `"${cidr}"`,
      rule: `it must be an ${family === 'ipv4' ? 'IPv4' : 'IPv6'} range`,
      remedy: field.includes('IPv6')
        ? 'Put the IPv4 range into the field without IPv6'
        : `Put the IPv6 range into ${field}IPv6 and set ipFamily to dual`,
    }));
}

function nameProblems(spec: TestbedSpec): Problem[] {
  const seen = new Set<string>();
  return spec.zones.flatMap((zone, i) => {
    if (!seen.has(zone.name)) {
      seen.add(zone.name);
      return [];
    }
    return [
      {
        field: `zones[${i}].name`,
        value: `"${zone.name}"`,
        rule: 'another zone has this name',
        remedy: 'Give each zone a name of its own',
      },
    ];
  });
}
