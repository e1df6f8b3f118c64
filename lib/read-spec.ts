import { type Cni, cnis } from './cni';
import { collect, type Problem, parseSpec, SpecError, type TestbedSpec } from './plan';
import { plannedTestbed } from './testbed';

/** What a spec is read by, besides its own form. */
export interface SpecReading {
  /** @default all CNIs */
  readonly plugins?: readonly Cni[];
  /** Problems that were found before, such as with flags: their fields are not in the input. @default none */
  readonly wrong?: readonly Problem[];
  /** What a target asks of a spec that is sound in itself. @default nothing */
  readonly targetProblems?: (spec: TestbedSpec) => readonly Problem[];
}

/**
 * Reads a spec. Where fields are malformed, what plan, CNI and target say of the sound ones is told with them, so that
 * nobody mends one field only to hear of the next.
 * @throws SpecError with every problem at once
 */
export function readSpec(
  input: unknown,
  { plugins = cnis, wrong = [], targetProblems = () => [] }: SpecReading = {},
): TestbedSpec {
  const problems = [...wrong];
  const spec = collect(problems, () => parseSpec(input));
  if (problems.length === 0) return spec!;
  const all = (sound: TestbedSpec) => {
    const found: Problem[] = [];
    collect(found, () => plannedTestbed(sound, plugins));
    return [...found, ...targetProblems(sound)];
  };
  throw new SpecError([...problems, ...problemsOfTheRest(input, problems, all)]);
}

/** Malformed fields take their defaults, of which nobody asked: what rests on them is left out. */
function problemsOfTheRest(
  input: unknown,
  wrong: readonly Problem[],
  problemsOf: (spec: TestbedSpec) => readonly Problem[],
): Problem[] {
  if (typeof input !== 'object' || input === null) return [];
  const malformed = new Set(wrong.map(({ field }) => rootOf(field)));
  if (malformed.has('cni')) for (const field of ['mode', 'dataPlane']) malformed.add(field); // they are the CNI's
  const rest = collect([], () =>
    parseSpec(Object.fromEntries(Object.entries(input).filter(([field]) => !malformed.has(field)))),
  );
  if (!rest) return [];
  return problemsOf(rest).filter(
    ({ field, restsOn = [] }) => ![field, ...restsOn].some((name) => malformed.has(rootOf(name))),
  );
}

/** `zones` of `zones[0].nodeCidr`. */
const rootOf = (field: string) => field.split(/[.[]/)[0]!;
