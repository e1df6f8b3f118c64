import { type Cni, cnis } from './cni';
import { collect, type Problem, parseSpec, SpecError, type TestbedSpec } from './plan';
import { plannedTestbed } from './testbed';

/**
 * Reads a spec. Where fields are malformed, what plan and CNI say of the sound ones is told with them, so that nobody mends
 * one field only to hear of the next.
 * @throws SpecError with every problem at once
 */
export function readSpec(input: unknown, plugins: readonly Cni[] = cnis): TestbedSpec {
  try {
    return parseSpec(input);
  } catch (error) {
    if (!(error instanceof SpecError)) throw error;
    throw new SpecError([...error.problems, ...problemsOfTheRest(input, error.problems, plugins)]);
  }
}

/** Malformed fields take their defaults, and what is said of those is nobody's business. */
function problemsOfTheRest(input: unknown, wrong: readonly Problem[], plugins: readonly Cni[]): Problem[] {
  if (typeof input !== 'object' || input === null) return [];
  const malformed = new Set(wrong.map(({ field }) => rootOf(field)));
  if (malformed.has('cni')) for (const field of ['mode', 'dataPlane']) malformed.add(field); // they are the CNI's
  const rest = collect([], () =>
    parseSpec(Object.fromEntries(Object.entries(input).filter(([field]) => !malformed.has(field)))),
  );
  if (!rest) return [];
  const problems: Problem[] = [];
  collect(problems, () => plannedTestbed(rest, plugins));
  return problems.filter(
    ({ field, rule }) => !malformed.has(rootOf(field)) && ![...malformed].some((name) => rule.includes(name)),
  );
}

/** `zones` of `zones[0].nodeCidr`. */
const rootOf = (field: string) => field.split(/[.[]/)[0]!;
