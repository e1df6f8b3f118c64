/** One thing that is wrong with a spec, told so that the reader can mend it. */
import { append } from '../base/lists';
export interface Problem {
  /** Path of the field in the spec, such as `zones[0].nodeCidr`. */
  readonly field: string;
  /** What the field holds, as the user wrote it. */
  readonly value: string;
  /** The rule that the value breaks. */
  readonly rule: string;
  /** What to do about it. */
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

/** Rule and remedy. */
export function sentences({ rule, remedy }: Pick<Problem, 'rule' | 'remedy'>): string {
  const sentence = (text: string) => (/[.?!]$/.test(text) ? text : `${text}.`);
  return `${sentence(rule)} ${sentence(remedy)}`;
}

/** Takes a step that may refuse, and adds what it refuses to the list, so that later steps are heard too. */
export function collect<T>(problems: Problem[], step: () => T): T | undefined {
  try {
    return step();
  } catch (error) {
    if (!(error instanceof SpecError)) throw error;
    append(problems, error.problems);
    return undefined;
  }
}

/** Throws one SpecError with all problems, if there are any. */
export function refuse(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new SpecError(problems);
}
