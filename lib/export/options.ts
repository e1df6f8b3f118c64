/** What the plan cannot know: flags of an export, with placeholders where nobody gives them. */
import type { Problem } from '../plan';

/** A flag of an export. */
export interface ExportOption<T = unknown> {
  /** What follows the flag in help, such as `<vlan>`. */
  readonly takes: string;
  readonly about: string;
  /** What stands for it where nobody gives it, as it would be typed. @default nothing */
  readonly otherwise?: string;
  /** What happens then, in words. @default a placeholder stands for it, where nothing else does */
  readonly absent?: string;
  /** The value of what was typed, or of undefined where nothing was; else the rule that the text breaks. */
  read(text: string | undefined): T | BrokenForm;
}

/** Options by their names in programs, such as `infraVlan` of `--infra-vlan`. */
export type ExportOptions = Readonly<Record<string, ExportOption>>;

/** What was typed. */
export type GivenOptions = Readonly<Record<string, string | undefined>>;

/** The values of options. */
export type OptionValues<O extends ExportOptions> = {
  readonly [K in keyof O]: O[K] extends ExportOption<infer T> ? T : never;
};

/** Why a text is no value. */
export class BrokenForm {
  constructor(
    readonly rule: string,
    readonly remedy: string,
  ) {}
}

/** What was given, read. Values are complete only where there are no problems. */
export interface ReadOptions<O extends ExportOptions> {
  /** The options that could be read. */
  readonly values: OptionValues<O>;
  /** What is wrong with the others. */
  readonly problems: readonly Problem[];
}

/** Reads options; those that are given and do not belong are problems too. */
export function readOptions<O extends ExportOptions>(options: O, given: GivenOptions): ReadOptions<O> {
  const problems: Problem[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, text] of Object.entries(given))
    if (text !== undefined && !Object.hasOwn(options, name)) problems.push(notTaken(name, text));
  for (const [name, option] of Object.entries(options)) {
    const text = given[name];
    const value = option.read(text ?? option.otherwise);
    if (value instanceof BrokenForm) problems.push(broken(name, text, value));
    else values[name] = value;
  }
  return { values: values as OptionValues<O>, problems };
}

function broken(field: string, text: string | undefined, { rule, remedy }: BrokenForm): Problem {
  return { code: 'export/option', field, value: JSON.stringify(text ?? ''), rule, remedy };
}

function notTaken(field: string, text: string): Problem {
  return {
    code: 'export/not-taken',
    field,
    value: JSON.stringify(text),
    rule: 'nothing that is written here takes it',
    remedy: 'Leave it out: it is for another choice of --cni and --mode',
  };
}
