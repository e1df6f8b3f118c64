import { isWorthSaying, problemsOfIssue } from './form-problems';
import { type Problem, refuse, SpecError } from './problem';
import { shown } from './shown-value';
import { type PartsOf, recordedParts, type SpecParts, schemaWith } from './spec-parts';
import { completed, type TestbedSpec, testbedSpecSchema } from './testbed-spec';

/**
 * Reads a spec from untrusted data.
 * @param parts schemas of the targets' own parts, by field; other fields than these and the spec's own are refused
 * @throws SpecError with every problem of form at once; how the ranges fit together is the plan's proof
 */
export function parseSpec(input: unknown): TestbedSpec;
export function parseSpec<P extends SpecParts>(input: unknown, parts: P): TestbedSpec & PartsOf<P>;
export function parseSpec(input: unknown, parts: SpecParts = {}): TestbedSpec {
  const result = schemaWith(testbedSpecSchema, parts).safeParse(input, { reportInput: true });
  const problems = duplicateNames(input);
  if (result.success) {
    refuse(problems);
    return completed(result.data);
  }
  const issues = result.error.issues.filter(isWorthSaying);
  throw new SpecError([...issues.flatMap((issue) => problemsOfIssue(issue, parts)), ...problems]);
}

/**
 * Reads a spec that this program recorded after it was checked: targets' own parts are taken as they are.
 * @throws SpecError where another version recorded it, with other fields or rules
 */
export function parseRecordedSpec(input: unknown): TestbedSpec {
  return parseSpec(input, recordedParts(input, testbedSpecSchema));
}

/** Zones with one name. Looked for in the raw data, so that they are reported together with problems of form. */
function duplicateNames(input: unknown): Problem[] {
  const seen = new Set<string>();
  return zoneNames(input).flatMap((name, i): Problem[] => {
    if (name === undefined || !seen.has(name)) {
      if (name !== undefined) seen.add(name);
      return [];
    }
    return [
      {
        code: 'duplicate-name',
        field: `zones[${i}].name`,
        value: shown(name),
        rule: 'another zone has this name',
        remedy: 'Give each zone a name of its own',
      },
    ];
  });
}

function zoneNames(input: unknown): (string | undefined)[] {
  const zones = fieldOf(input, 'zones');
  if (!Array.isArray(zones)) return [];
  return zones.map((zone) => {
    const name = fieldOf(zone, 'name');
    return typeof name === 'string' ? name : undefined;
  });
}

function fieldOf(value: unknown, field: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, field) : undefined;
}
