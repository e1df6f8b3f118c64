/** The spec that flags change: a file's, or that of the CDKTF app in the current folder. */
import { readFileSync } from 'node:fs';
import { parse as parseYaml, YAMLError } from 'yaml';
import { messageOf, systemCodeOf } from '../../base/message-of';
import { readWhole } from '../../base/read-whole';
import { refuse } from '../../plan';
import { scenarios } from '../../run';

/** Size of a spec file at most, in bytes: a thousand reserved ranges are a tenth of it. */
const largestSpec = 2 ** 20;

/** A spec before the flags change it. */
export interface BaseSpec {
  /** As it was read; undefined where there is none. */
  readonly data: unknown;
  /** Where it is from, for errors. */
  readonly source: string;
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
  if (spec !== undefined) return { data: fromFile(spec), source: spec };
  const { TESTBED_SPEC: given } = process.env;
  return given
    ? { data: fromEnvironment(given), source: 'TESTBED_SPEC' }
    : { data: fromCdktf(), source: 'cdktf.json' };
}

/** A stack of the lab hands its spec over so: it does not depend on the folder that Terraform runs in. */
function fromEnvironment(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const rule = `it is not JSON: ${messageOf(error)}`;
    return refuse([
      {
        code: 'cli/not-json',
        field: 'TESTBED_SPEC',
        value: 'set',
        rule,
        remedy: 'Unset it, or name a spec with --spec',
      },
    ]);
  }
}

function fromFile(file: string): unknown {
  const value = `"${file}"`;
  let text = '';
  try {
    text = readWhole(file, largestSpec).toString();
  } catch (error) {
    unreadable('spec', value, error);
  }
  try {
    return parseYaml(text, { logLevel: 'error' });
  } catch (error) {
    return refuse([{ field: 'spec', value, ...parserProblem(error) }]);
  }
}

/** The parser's first line says what and where; its advice to programmers helps nobody here. */
function parserProblem(error: unknown) {
  if (error instanceof YAMLError && error.code === 'RESOURCE_EXHAUSTION')
    return {
      code: 'cli/too-deep' as const,
      rule: 'lists or fields are nested too deeply',
      remedy: 'A spec has no more than three levels',
    };
  const [fault] = messageOf(error).split(/;|:?\n/);
  return {
    code: 'cli/not-yaml' as const,
    rule: `the file is neither YAML nor JSON: ${fault}`,
    remedy: 'Mend the line that the message names',
  };
}

function fromCdktf(): unknown {
  const value = 'in this folder';
  let text = '{}';
  try {
    text = readFileSync('cdktf.json', 'utf8');
  } catch (error) {
    if (systemCodeOf(error) !== 'ENOENT') unreadable('cdktf.json', value, error);
  }
  try {
    return JSON.parse(text)?.context?.testbed;
  } catch (error) {
    const rule = `it is not JSON: ${messageOf(error)}`;
    return refuse([
      {
        code: 'cli/not-json',
        field: 'cdktf.json',
        value,
        rule,
        remedy: 'Mend it, or name a spec with --spec',
      },
    ]);
  }
}

function unreadable(field: string, value: string, error: unknown): void {
  const remedy = 'Name a file that exists and that you may read';
  const rule = `the file cannot be read: ${messageOf(error)}`;
  refuse([{ code: 'cli/unreadable', field, value, rule, remedy }]);
}
