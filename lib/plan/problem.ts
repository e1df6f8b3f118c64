/** What is wrong with a spec: a code that programs compare, and text that says to people how to correct it. */
import { append } from '../base/lists';
import type { Cidr, Family } from '../net';

/** Where something is written, for people to go there. */
export interface Place {
  /** As it was named. */
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  /** Counted from 1, in UTF-16 units as editors do. */
  readonly column: number;
}

/** Where a spec is wrong, and the text for people. */
export interface Wrong {
  /** Path of the field in the spec, such as `zones[0].nodeCidr`. */
  readonly field: string;
  /** What the field holds, as the user wrote it. */
  readonly value: string;
  /** The rule that the value breaks, for people. */
  readonly rule: string;
  /** Whose rule it is, such as `flannel host-gw`: the subject of its sentence, where that names one. @default none */
  readonly who?: string;
  /** What to do about it, for people. */
  readonly remedy: string;
  /** Other fields that the rule rests on, such as the counts that a range must have room for. @default none */
  readonly restsOn?: readonly string[];
  /** Where it is written, where a file was read. @default not known */
  readonly at?: Place;
}

/** A range that a field can take instead of the one it has. */
export interface Move {
  readonly field: string;
  readonly to: Cidr;
}

/** Kinds of problems that say all there is to say by their field, and those of clouds, CNIs and commands: `aws/region`. */
export type PlainProblemCode =
  | 'not-a-spec'
  | 'wrong-type'
  | 'wrong-format'
  | 'out-of-bounds'
  | 'not-a-range'
  | 'not-an-address'
  | 'duplicate-name'
  | 'prefix-difference'
  | 'too-few-shares'
  | 'too-small-share'
  | 'too-few-blocks'
  | 'too-small-block'
  | 'too-few-addresses'
  | 'more-pods-than-allowed'
  | 'one-zone'
  | 'not-between-zones'
  | 'service-prefix'
  | `${string}/${string}`;

/** Kinds of problems, each with what a program may need to know of it beside the field. */
type Kind =
  | { readonly code: PlainProblemCode }
  /** The fields that may stand there. */
  | { readonly code: 'unknown-field'; readonly known: readonly string[] }
  /** CNIs that do have it, where it is another one's. @default none, or nobody has it */
  | {
      readonly code: 'not-a-choice';
      readonly choices: readonly string[];
      readonly owners?: readonly string[];
    }
  /** The range that holds the address, which was probably meant. */
  | { readonly code: 'host-bits'; readonly range: string }
  /** The family that it must be of. */
  | { readonly code: 'wrong-family'; readonly family: Family }
  /** Moves that remove the overlap, all of which can be made at once; none where no private range is free. */
  | { readonly code: 'overlap'; readonly moves: readonly Move[] };

/** One thing that is wrong with a spec. */
export type Problem = Wrong & Kind;

/** What a program compares to know one kind of problem from another; those with a slash belong to a cloud, a CNI or a command. */
export type ProblemCode = Problem['code'];

/** Every problem of a spec at once. Ends a command with exit code 2. */
export class SpecError extends Error {
  constructor(readonly problems: readonly Problem[]) {
    super(problems.map(problemText).join('\n'));
    this.name = 'SpecError';
  }
}

/** `podCidr = "10.0/16": a range is an address… Write …`, with `in lab.yaml:3:1` where a file was read. */
export function problemText(problem: Wrong): string {
  const { field, value, at } = problem;
  return `${field} = ${value}${at ? ` in ${placeText(at)}` : ''}: ${sentences(problem)}`;
}

/** `lab.yaml:3:1`, which terminals and editors follow. */
export function placeText({ file, line, column }: Place): string {
  return `${file}:${line}:${column}`;
}

/** Rule and remedy as sentences. */
export function sentences(problem: Pick<Wrong, 'rule' | 'who' | 'remedy'>): string {
  const sentence = (text: string) => (/[.?!]$/.test(text) ? text : `${text}.`);
  return `${sentence(ruleText(problem))} ${sentence(problem.remedy)}`;
}

/** The rule with its subject. */
export function ruleText({ rule, who }: Pick<Wrong, 'rule' | 'who'>): string {
  return who === undefined ? rule : `${who} ${rule}`;
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
