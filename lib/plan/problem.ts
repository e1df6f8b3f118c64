/** What is wrong with a spec: a code that programs compare, and text that says to people how to mend it. */
import { append } from '../base/lists';

/** Kinds of problems that the spec's own form and the address plan have. */
export type PlanProblemCode =
  | 'unknown-field'
  | 'wrong-type'
  | 'not-a-choice'
  | 'out-of-bounds'
  | 'wrong-format'
  | 'not-a-range'
  | 'host-bits'
  | 'wrong-family'
  | 'not-a-spec'
  | 'duplicate-name'
  | 'overlap'
  | 'prefix-difference'
  | 'too-few-shares'
  | 'too-small-share'
  | 'too-few-addresses'
  | 'service-prefix'
  | 'no-such-choice';

/** A plan's own code, or one of whoever asks more of a spec, behind a name: `aws/region`, `cni/one-subnet`. */
export type ProblemCode = PlanProblemCode | `${string}/${string}`;

/** One thing that is wrong with a spec. */
export interface Problem {
  /** Kind of the problem. */
  readonly code: ProblemCode;
  /** Path of the field in the spec, such as `zones[0].nodeCidr`. */
  readonly field: string;
  /** What the field holds, as the user wrote it. */
  readonly value: string;
  /** The rule that the value breaks, for people. */
  readonly rule: string;
  /** What to do about it, for people. */
  readonly remedy: string;
  /** Other fields that the rule rests on, such as the counts that a range must have room for. @default none */
  readonly restsOn?: readonly string[];
}

/** Every problem of a spec at once. Ends a command with exit code 2. */
export class SpecError extends Error {
  constructor(readonly problems: readonly Problem[]) {
    super(problems.map(problemText).join('\n'));
    this.name = 'SpecError';
  }
}

/** `podCidr = "10.0/16": a range is an address… Write …` */
export function problemText(problem: Problem): string {
  return `${problem.field} = ${problem.value}: ${sentences(problem)}`;
}

/** Rule and remedy as sentences. */
export function sentences({ rule, remedy }: Pick<Problem, 'rule' | 'remedy'>): string {
  const sentence = (text: string) => (/[.?!]$/.test(text) ? text : `${text}.`);
  return `${sentence(rule)} ${sentence(remedy)}`;
}

/** The spec's own field that a path leads into: `zones` of `zones[0].nodeCidr`. */
export function rootField(path: string): string {
  return path.replace(/[.[].*$/s, '');
}

/** Takes a step that may refuse, and adds what it refuses to the list, so that later steps are taken too. */
export function collect<T>(problems: Problem[], step: () => T): T | undefined {
  try {
    return step();
  } catch (error) {
    if (!(error instanceof SpecError)) throw error;
    append(problems, error.problems);
    return undefined;
  }
}

/**
 * Refuses a spec that has problems.
 * @throws SpecError with all of them, if there are any
 */
export function refuse(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new SpecError(problems);
}
