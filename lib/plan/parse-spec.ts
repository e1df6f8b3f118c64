import { completed, type Said } from './completed';
import { isWorthSaying, problemsOfIssue } from './form-problems';
import { type Problem, refuse, SpecError } from './problem';
import { shown } from './shown-value';
import { type PartsOf, recordedParts, type SpecParts, schemaWith } from './spec-parts';
import { specFileSchema, type TestbedSpec, testbedSpecSchema } from './testbed-spec';

/**
 * Reads a spec from untrusted data.
 * @param parts schemas of the targets' own parts, by field; other fields than these and the spec's own are refused
 * @throws SpecError with every problem of form at once; how the ranges fit together is the plan's proof
 */
export function parseSpec(input: unknown): TestbedSpec;
export function parseSpec<P extends SpecParts>(input: unknown, parts: P): TestbedSpec & PartsOf<P>;
export function parseSpec(input: unknown, parts: SpecParts = {}): TestbedSpec {
  const result = schemaWith(specFileSchema, parts).safeParse(input, { reportInput: true });
  const problems = duplicateNames(input);
  if (result.success) {
    refuse(problems);
    const { $schema: _, ...fields } = result.data;
    return completed(fields, saidIn(input));
  }
  const issues = result.error.issues.filter(isWorthSaying);
  throw new SpecError([...issues.flatMap((issue) => problemsOfIssue(issue, parts)), ...problems]);
}

/** Whether a field is in a spec as it was written. */
export const saidIn =
  (input: unknown): Said =>
  (field) =>
    fieldOf(input, field) !== undefined;

/**
 * Reads a spec that this program recorded after it was checked: targets' own parts are taken as they are.
 * @throws SpecError where another version recorded it, with other fields or rules
 */
export function parseRecordedSpec(input: unknown): TestbedSpec {
  return parseSpec(input, recordedParts(input, testbedSpecSchema));
}

/** The lists whose entries each have a name of their own, with what to do where two have one. */
const namedLists = [
  { list: 'zones', what: 'zone', remedy: 'Give each zone a name of its own' },
  { list: 'cards', what: 'card', remedy: 'Give each card a name of its own' },
  { list: 'nodes', what: 'entry', remedy: 'Say all of a node in one entry' },
] as const;

/** Entries with one name. Looked for in the raw data, so that they are reported together with problems of form. */
function duplicateNames(input: unknown): Problem[] {
  return namedLists.flatMap(({ list, what, remedy }) => {
    const seen = new Set<string>();
    return namesIn(input, list).flatMap((name, i): Problem[] => {
      if (name === undefined || !seen.has(name)) {
        if (name !== undefined) seen.add(name);
        return [];
      }
      return [
        {
          code: 'duplicate-name',
          field: `${list}[${i}].name`,
          value: shown(name),
          rule: `another ${what} has this name`,
          remedy,
        },
      ];
    });
  });
}

function namesIn(input: unknown, list: string): (string | undefined)[] {
  const entries = fieldOf(input, list);
  if (!Array.isArray(entries)) return [];
  return entries.map((entry) => {
    const name = fieldOf(entry, 'name');
    return typeof name === 'string' ? name : undefined;
  });
}

function fieldOf(value: unknown, field: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, field) : undefined;
}
