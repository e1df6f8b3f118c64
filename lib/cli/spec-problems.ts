/** A spec's problems in the words of who wrote it: the flag that was typed, else the field and the file that it is in. */
import { type Problem, sentences, testbedSpecSchema } from '../plan';
import { quoted } from './quoted';
import type { SpecFlags } from './spec-options';

type FlagKey = Exclude<keyof SpecFlags, 'base'>;

/** Flags that set a field of another name. */
const flagOfField: Readonly<Record<string, FlagKey>> = { workers: 'nodes' };

/** `--pods-per-node 300: it must be at most 250. …` or `podsPerNode = 300 in lab.yaml: …`, a line each. */
export function problemLines(problems: readonly Problem[], flags: Partial<SpecFlags>): string[] {
  return [...new Set(problems.map((problem) => `${place(problem, flags)}: ${sentences(problem)}`))];
}

function place({ field, value }: Problem, flags: Partial<SpecFlags>): string {
  const root = field.split(/[.[]/)[0]!;
  const key = flagOfField[root] ?? (root as FlagKey);
  const typed = flags[key];
  if (typeof typed === 'string') {
    const part = root === field ? '' : ` (${field} = ${value})`;
    return `${flagName(key)} ${quoted(typed)}${part}`;
  }
  return `${field} = ${value}${origin(root, flags)}`;
}

/** `podCidr` as `--pod-cidr`. */
const flagName = (key: FlagKey) => `--${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

/** The file that holds the field, or that none does. */
function origin(root: string, { base }: Partial<SpecFlags>): string {
  const read = base && known(base);
  if (read?.data === undefined || read.data === null) return theDefault(root);
  const holdsIt = typeof read.data !== 'object' || root === 'spec' || Object.hasOwn(read.data, root);
  return holdsIt ? ` in ${read.source}` : theDefault(root);
}

const theDefault = (root: string) => (root in testbedSpecSchema.shape ? ' (the default)' : '');

/** What was read, where it could be. */
function known(base: SpecFlags['base']): ReturnType<SpecFlags['base']> | undefined {
  try {
    return base();
  } catch {
    return undefined;
  }
}
