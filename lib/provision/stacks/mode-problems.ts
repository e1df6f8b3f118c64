import { cnis } from '../../cni';
import type { Problem } from '../../plan';

/** Modes that get stacks of their own, by CNI. */
export type StackModes = Readonly<Record<string, readonly string[]>>;

/** What is wrong with `context.modes`. @param names the CNIs that get stacks; all where it is undefined */
export function modeProblems(modes: unknown, names?: unknown): Problem[] {
  if (modes === undefined) return [];
  if (typeof modes !== 'object' || modes === null || Array.isArray(modes))
    return [problem('context.modes', modes, 'it has a list of modes for each CNI', example)];
  return Object.entries(modes).flatMap(([cni, given]) => problemsOf(cni, given, names));
}

const example = 'Write it as docs/aws.md shows';

function problemsOf(name: string, given: unknown, names: unknown): Problem[] {
  const field = `context.modes.${name}`;
  const cni = cnis.find((one) => one.name === name);
  if (!cni) {
    const known = cnis.map((one) => one.name).join(', ');
    return [problem(field, given, 'there is no CNI of this name', `Choose one of ${known}`)];
  }
  const remedy = `List some of ${cni.modes.map((mode) => mode.name).join(', ')}`;
  if (Array.isArray(names) && !names.includes(name))
    return [problem(field, given, 'context.cnis leaves this CNI out', 'Add it there, or leave it out here')];
  if (!Array.isArray(given) || given.length === 0)
    return [problem(field, given, 'it is no list of modes', remedy)];
  return given.flatMap((mode, i) => {
    if (!cni.modes.some((one) => one.name === mode))
      return [problem(field, mode, `${name} has no such mode`, remedy)];
    return given.indexOf(mode) < i ? [problem(field, mode, 'it is listed twice', 'List it once')] : [];
  });
}

function problem(field: string, value: unknown, rule: string, remedy: string): Problem {
  return { code: 'app/wrong-modes', field, value: JSON.stringify(value), rule, remedy };
}
