/** The spec that flags change: a file's, or that of the CDKTF app in the current folder. */
import { readFileSync } from 'node:fs';
import { messageOf, systemCodeOf } from '../../base/message-of';
import { type Problem, refuse, SpecError } from '../../plan';
import { scenarios } from '../../run';
import { located, type SpecFile, specFile } from '../../run/spec/spec-file';

/** A spec before the flags change it. */
export interface BaseSpec {
  /** As it was read; undefined where there is none. */
  readonly data: unknown;
  /** Where it is from, for errors. */
  readonly source: string;
  /** Where a field is in that file. @default it is in none */
  readonly place?: SpecFile['place'];
}

/** The named scenario, else the named file, else TESTBED_SPEC, else `context.testbed` in cdktf.json. @throws SpecError */
export function baseSpec({
  spec,
  scenario,
}: {
  readonly spec?: string;
  readonly scenario?: string;
}): BaseSpec {
  if (scenario !== undefined) return { data: scenarios[scenario]?.spec, source: `scenario ${scenario}` };
  if (spec !== undefined) return { ...specFile(spec), source: spec };
  const { TESTBED_SPEC: given } = process.env;
  return given
    ? { data: fromEnvironment(given), source: 'TESTBED_SPEC' }
    : { ...fromCdktf(), source: 'cdktf.json' };
}

/** A stack of the lab hands its spec over so: it does not depend on the folder that Terraform runs in. */
function fromEnvironment(text: string): unknown {
  return fromJson(text, {
    field: 'TESTBED_SPEC',
    value: 'set',
    remedy: 'Unset it, or name a spec with --spec',
  });
}

function fromCdktf(): Omit<BaseSpec, 'source'> {
  const [field, value] = ['cdktf.json', 'in this folder'];
  let text = '{}';
  try {
    text = readFileSync(field, 'utf8');
  } catch (error) {
    const remedy = 'Name a file that exists and that you may read';
    const rule = `the file cannot be read: ${messageOf(error)}`;
    if (systemCodeOf(error) !== 'ENOENT') refuse([{ code: 'cli/unreadable', field, value, rule, remedy }]);
  }
  const remedy = 'Mend it, or name a spec with --spec';
  const whole = fromJson(text, { field, value, remedy }) as CdktfFile | null;
  return { data: whole?.context?.testbed, place: (path) => placeIn(text, path) };
}

/** What CDKTF's file may hold of ours. */
interface CdktfFile {
  readonly context?: { readonly testbed?: unknown };
}

/** JSON is YAML, but for a few texts: their fields have no place. */
function placeIn(text: string, field: string): ReturnType<SpecFile['place']> {
  try {
    return located(text, ['context', 'testbed']).place(field);
  } catch {
    return undefined;
  }
}

/** @throws SpecError where it is none */
function fromJson(text: string, where: Pick<Problem, 'field' | 'value' | 'remedy'>): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new SpecError([{ ...where, code: 'cli/not-json', rule: `it is not JSON: ${messageOf(error)}` }]);
  }
}
