/** A spec's problems and warnings in the words of who wrote it: the flag that was typed, else the field and the file that it is in. */
import { named } from '../../base/lists';
import { placeText, rootField, sentences, testbedSpecSchema, type Wrong } from '../../plan';
import { specParts } from '../../provision/cloud';
import { clouds } from '../../provision/clouds';
import { quoted } from '../io/quoted';
import { flagName } from './flag-name';
import type { SpecFlags } from './spec-options';

type FlagKey = Exclude<keyof SpecFlags, 'base'>;

/** Flags that set a field of another name. */
const flagOfField: Readonly<Record<string, FlagKey>> = { workers: 'nodes' };

/** Flags without a value, which are there only if they were typed. */
const switches: readonly FlagKey[] = ['podRoutes', 'services'];

/**
 * `--pods-per-node 300: it must be at most 250. …` or `podsPerNode = 300 in lab.yaml: …`, a line each. What one flag stands
 * for many times, such as the ranges of all zones, has one line for all that have the same problem.
 */
export function problemLines(problems: readonly Wrong[], flags: Partial<SpecFlags>): string[] {
  const lines = new Map<string, { place: string; parts: string[]; text: string }>();
  for (const problem of problems) {
    const { place, part } = placeOf(problem, flags);
    const text = sentences(problem);
    const line = lines.get(`${place} ${text}`) ?? { place, parts: [], text };
    if (part !== undefined) line.parts.push(part);
    lines.set(`${place} ${text}`, line);
  }
  return [...lines.values()].map(
    ({ place, parts, text }) => `${place}${parts.length > 0 ? ` (${named(parts)})` : ''}: ${text}`,
  );
}

/** The flag that was typed, and what of it; else the field with its value and where it is. */
function placeOf({ field, value, at }: Wrong, flags: Partial<SpecFlags>): { place: string; part?: string } {
  const root = rootField(field);
  const key = flagOfField[root] ?? (root as FlagKey);
  const typed = flags[key];
  if (typed === true && switches.includes(key)) return { place: flagName(key) };
  if (typeof typed !== 'string')
    return {
      place: `${field} = ${value}${at ? ` in ${placeText(at)}` : origin(field, flags)}`,
    };
  return {
    place: `${flagName(key)} ${quoted(typed)}${at ? `:${at.line}:${at.column}` : ''}`,
    ...(root === field ? {} : { part: `${field} = ${value}` }),
  };
}

/** The file that holds the field, with line and column, or that none does. */
function origin(field: string, { base }: Partial<SpecFlags>): string {
  const root = rootField(field);
  const read = base && known(base);
  if (read?.data === undefined || read.data === null) return theDefault(field);
  const holdsIt = typeof read.data !== 'object' || root === 'spec' || Object.hasOwn(read.data, root);
  if (!holdsIt) return theDefault(field);
  const place = read.place?.(field);
  return ` in ${place ? placeText({ file: read.source, ...place }) : read.source}`;
}

const fields = { ...testbedSpecSchema.shape, ...specParts(clouds) };
/** An inventory has no default: one that is in no file was named by its flag. */
const theDefault = (field: string) =>
  rootField(field) in fields && field !== 'machines.inventory' ? ' (the default)' : '';

/** What was read, where it could be. */
function known(base: SpecFlags['base']): ReturnType<SpecFlags['base']> | undefined {
  try {
    return base();
  } catch {
    return undefined;
  }
}
