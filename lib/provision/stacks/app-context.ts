/** What the app is given: the part of cdktf.json that is the testbed's. */
import { readFileSync } from 'node:fs';
import { localTarget } from '../../base/targets';
import { cnis } from '../../cni';
import { collect, type Problem, parseSpec, refuse } from '../../plan';
import type { Cloud, CloudSpecInput } from '../cloud';
import { clouds as allClouds } from '../clouds';
import { withInventory } from '../machines/inventory/with-inventory';
import { modeProblems, type StackModes } from './mode-problems';

/** What cdktf.json says under `context`. */
export interface AppContext {
  /** The spec that all stacks are made from; each stack takes its own CNI. */
  readonly testbed: CloudSpecInput;
  /** Targets that get stacks: clouds by name, and local. @default all */
  readonly targets?: readonly string[];
  /** CNIs that get stacks, by name. @default all */
  readonly cnis?: readonly string[];
  /** Modes that get stacks of their own, by CNI, beside that of the CNI's mode in the spec. @default none */
  readonly modes?: StackModes;
}

const fields = ['testbed', 'targets', 'cnis', 'modes'];

/** The context as the CDKTF CLI hands it over, or else from cdktf.json in the current folder. @throws SpecError */
export function appContext(clouds: readonly Cloud[] = allClouds): AppContext {
  const context = readContext() ?? {};
  const { testbed, problems } = withMachines(context);
  refuse([...contextProblems(context, clouds), ...problems]);
  return { ...context, testbed };
}

/** The spec with the machines of the inventory that it names, seen from the app's folder. */
function withMachines(context: unknown) {
  const given = isObject(context) ? context.testbed : undefined;
  const { data, wrong: problems = [] } = withInventory({ data: given }, { source: 'cdktf.json' });
  return { testbed: isObject(data) ? data : {}, problems };
}

function readContext(): unknown {
  const given = process.env.CDKTF_CONTEXT_JSON;
  try {
    return given ? JSON.parse(given) : JSON.parse(readFileSync('cdktf.json', 'utf8')).context;
  } catch (error) {
    return refuse([
      {
        code: 'app/unreadable-context',
        field: given ? 'CDKTF_CONTEXT_JSON' : 'cdktf.json',
        value: 'unreadable',
        rule: error instanceof Error ? error.message : String(error),
        remedy: given
          ? 'It must be JSON'
          : "Run the app in the project's folder, and see that the file is JSON",
      },
    ]);
  }
}

function contextProblems(context: unknown, clouds: readonly Cloud[]): Problem[] {
  if (!isObject(context)) return [wrong('context', context, `it has the fields ${fields.join(', ')}`)];
  const { testbed, targets: wanted, cnis: names, modes } = context;
  const problems = [
    ...misspelt(context),
    ...unknownNames('context.targets', wanted, [...clouds.map(({ name }) => name), localTarget]),
    ...unknownNames(
      'context.cnis',
      names,
      cnis.map(({ name }) => name),
    ),
    ...modeProblems(modes, names),
  ];
  if (testbed !== undefined && !isObject(testbed)) collect(problems, () => parseSpec(testbed));
  return problems;
}

/** The context is CDKTF's too and may have any other field; only what looks like one of ours is refused. */
function misspelt(context: Readonly<Record<string, unknown>>): Problem[] {
  return Object.keys(context)
    .filter((key) => /^(test|targ|cni|mode)/i.test(key) && !fields.includes(key))
    .map((key) => ({
      code: 'app/unknown-field',
      field: `context.${key}`,
      value: 'given',
      rule: 'there is no such field',
      remedy: `The fields are ${fields.join(', ')}`,
    }));
}

function unknownNames(field: string, given: unknown, known: readonly string[]): Problem[] {
  if (given === undefined) return [];
  const remedy = `List some of ${known.join(', ')}`;
  if (!Array.isArray(given)) return [{ ...wrong(field, given, 'this is no list'), remedy }];
  if (given.length === 0) return [{ ...wrong(field, given, 'no stack would be left'), remedy }];
  return given
    .filter((name) => !known.includes(name))
    .map((name) => ({ ...wrong(field, name, 'there are no stacks for this'), remedy }));
}

function wrong(field: string, value: unknown, rule: string): Problem {
  return {
    code: 'app/wrong-context',
    field,
    value: JSON.stringify(value),
    rule,
    remedy: 'Write it as docs/aws.md shows',
  };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
