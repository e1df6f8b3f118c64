import { type Cni, cnis } from './cni';
import {
  collect,
  givenProblems,
  type NodeList,
  type PartsOf,
  type Problem,
  parseSpec,
  rootField,
  SpecError,
  type SpecParts,
  saidIn,
  type TestbedSpec,
  withList,
} from './plan';
import { plannedTestbed } from './testbed';

/** What a spec is read by, besides its own form. */
export interface SpecReading<P extends SpecParts> {
  /** Schemas of the parts that targets own: what a spec may hold besides its own fields. */
  readonly parts: P;
  /** The nodes that a target's part lists with their addresses. @default none does */
  readonly nodeList?: (spec: TestbedSpec) => NodeList | undefined;
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
  reading: SpecReading<P>,
): TestbedSpec & PartsOf<P> {
  const problems = [...(reading.wrong ?? [])];
  const read = collect(problems, () => withItsList(input, reading));
  if (read !== undefined && problems.length === 0) {
    if (read.wrongList) throw new SpecError(read.everything());
    return read.spec;
  }
  throw new SpecError([...problems, ...problemsOfTheRest(input, problems, reading)]);
}

/** A spec with the nodes of a target's list, and what is wrong with it. */
interface ReadSpec<S> {
  readonly spec: S;
  /** Whether the list is wrong, in the words of its user; later steps know the spec's fields only. */
  readonly wrongList: boolean;
  everything(): Problem[];
}

function withItsList<P extends SpecParts>(
  input: unknown,
  { parts, nodeList, plugins = cnis, targetProblems = () => [] }: SpecReading<P>,
): ReadSpec<TestbedSpec & PartsOf<P>> {
  const parsed = parseSpec(input, parts);
  const list = nodeList?.(parsed);
  const { spec, problems, asWritten } = list
    ? withList(parsed, list, saidIn(input))
    : { spec: parsed, problems: [], asWritten: (problem: Problem) => problem };
  return {
    spec,
    wrongList: list !== undefined && problems.length + givenProblems(spec).length > 0,
    everything: () => {
      const found = [...problems];
      collect(found, () => plannedTestbed(spec, plugins));
      return [...found, ...targetProblems(spec)].map(asWritten).filter(isFirst);
    },
  };
}

/** A list of a target may be refused by the plan and by the target for the same. */
const isFirst = ({ code, field }: Problem, i: number, all: readonly Problem[]) =>
  all.findIndex((other) => other.code === code && other.field === field) === i;

/** Problems of the other fields. Malformed fields take their defaults, which were not asked for: what rests on them is left out. */
function problemsOfTheRest<P extends SpecParts>(
  input: unknown,
  wrong: readonly Problem[],
  reading: SpecReading<P>,
): Problem[] {
  if (typeof input !== 'object' || input === null) return [];
  const malformed = new Set(wrong.map(({ field }) => rootField(field)));
  if (malformed.has('cni')) for (const field of ['mode', 'dataPlane']) malformed.add(field); // they are the CNI's
  const sound = Object.fromEntries(Object.entries(input).filter(([field]) => !malformed.has(field)));
  const rest = collect([], () => withItsList(sound, reading));
  if (!rest) return [];
  const unknown = new Set(malformed);
  if (Object.keys(reading.parts).some((part) => malformed.has(part))) unknown.add('nodes'); // it may have listed them
  return rest
    .everything()
    .filter(({ field, restsOn = [] }) => ![field, ...restsOn].some((name) => unknown.has(rootField(name))));
}
