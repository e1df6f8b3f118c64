import { type Cni, cnis } from './cni';
import {
  collect,
  type PartsOf,
  type Problem,
  parseSpec,
  rootField,
  SpecError,
  type SpecParts,
  type TestbedSpec,
} from './plan';
import { plannedTestbed } from './testbed';

/** What a spec is read by, besides its own form. */
export interface SpecReading<P extends SpecParts> {
  /** Schemas of the parts that targets own: what a spec may hold besides its own fields. */
  readonly parts: P;
  /** @default all CNIs */
  readonly plugins?: readonly Cni[];
  /** Problems that were found before, such as with flags: their fields are not in the input. @default none */
  readonly wrong?: readonly Problem[];
  /** What a target asks of a spec that is sound in itself. @default nothing */
  readonly targetProblems?: (spec: TestbedSpec & PartsOf<P>) => readonly Problem[];
}

/**
 * Reads a spec. Where fields are malformed, what plan, CNI and target say of the sound ones is reported with them, so that
 * all problems can be corrected at once.
 * @throws SpecError with every problem at once
 */
export function readSpec<P extends SpecParts>(
  input: unknown,
  { parts, plugins = cnis, wrong = [], targetProblems = () => [] }: SpecReading<P>,
): TestbedSpec & PartsOf<P> {
  const problems = [...wrong];
  const parse = (data: unknown) => parseSpec(data, parts);
  const spec = collect(problems, () => parse(input));
  if (spec !== undefined && problems.length === 0) return spec;
  const all = (sound: TestbedSpec & PartsOf<P>) => {
    const found: Problem[] = [];
    collect(found, () => plannedTestbed(sound, plugins));
    return [...found, ...targetProblems(sound)];
  };
  throw new SpecError([...problems, ...problemsOfTheRest(input, problems, parse, all)]);
}

/** Problems of the other fields. Malformed fields take their defaults, which were not asked for: what rests on them is left out. */
function problemsOfTheRest<S>(
  input: unknown,
  wrong: readonly Problem[],
  parse: (input: unknown) => S,
  problemsOf: (spec: S) => readonly Problem[],
): Problem[] {
  if (typeof input !== 'object' || input === null) return [];
  const malformed = new Set(wrong.map(({ field }) => rootField(field)));
  if (malformed.has('cni')) for (const field of ['mode', 'dataPlane']) malformed.add(field); // they are the CNI's
  const rest = collect([], () =>
    parse(Object.fromEntries(Object.entries(input).filter(([field]) => !malformed.has(field)))),
  );
  if (!rest) return [];
  return problemsOf(rest).filter(
    ({ field, restsOn = [] }) => ![field, ...restsOn].some((name) => malformed.has(rootField(name))),
  );
}
