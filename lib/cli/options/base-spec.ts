/** The spec that flags change: a file's, or that of the CDKTF app in the current folder. */
import { readFileSync } from 'node:fs';
import { located, type TextPlace } from '../../base/located';
import { messageOf, systemCodeOf } from '../../base/message-of';
import { type Problem, refuse, SpecError } from '../../plan';
import { withInventory } from '../../provision/machines/inventory/with-inventory';
import type { SpecData } from '../../provision/spec-file/spec-data';
import { scenarios } from '../../run';
import { specFile } from '../../run/spec/spec-file';

/** A spec before the flags change it: its data are undefined where there is none. */
export interface BaseSpec extends SpecData {
  /** Where it is from, for errors. */
  readonly source: string;
}

/** Which spec it is. */
export interface NamedSpec {
  /** A file. */
  readonly spec?: string;
  readonly scenario?: string;
  /** A file with its machines, in place of the one that it names. */
  readonly inventory?: string;
}

/** The named scenario, else the named file, else TESTBED_SPEC, else `context.testbed` in cdktf.json. @throws SpecError */
export function baseSpec({ spec, scenario, inventory }: NamedSpec): BaseSpec {
  if (scenario !== undefined) return { data: scenarios[scenario]?.spec, source: `scenario ${scenario}` };
  if (spec !== undefined) return { ...specFile(spec, inventory), source: spec };
  const { TESTBED_SPEC: given } = process.env;
  const source = given ? 'TESTBED_SPEC' : 'cdktf.json';
  const read = given ? { data: fromEnvironment(given) } : fromCdktf();
  return { ...withInventory(read, { source, inventory }), source };
}

/** A stack of the lab hands its spec over so: it does not depend on the folder that Terraform runs in. */
function fromEnvironment(text: string): unknown {
  return fromJson(text, {
    field: 'TESTBED_SPEC',
    value: 'set',
    remedy: 'Unset it, or name a spec with --spec',
  });
}

function fromCdktf(): SpecData {
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
function placeIn(text: string, field: string): TextPlace | undefined {
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
