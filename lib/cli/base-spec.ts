/** The spec that flags change: a file's, or that of the CDKTF app in the current folder. */
import { readFileSync, statSync } from 'node:fs';
import { parse as parseYaml } from 'yaml';
import { refuse } from '../plan';

/** Size of a spec file at the most, in bytes: a thousand reserved ranges are a tenth of it. */
const largestSpec = 2 ** 20;

/** Data of the named file, else of cdktf.json's `context.testbed`; undefined where there is neither. */
export function baseSpec(file: string | undefined): unknown {
  return file === undefined ? fromCdktf() : fromFile(file);
}

function fromFile(file: string): unknown {
  const value = `"${file}"`;
  let text = '';
  try {
    if (statSync(file).size > largestSpec) throw new Error(`it is larger than ${largestSpec / 2 ** 20} MiB`);
    text = readFileSync(file, 'utf8');
  } catch (error) {
    unreadable('spec', value, error as Error);
  }
  try {
    return parseYaml(text, { logLevel: 'error' });
  } catch (error) {
    // The parser's first line says what and where; its advice to programmers helps nobody here.
    const [fault] = (error as Error).message.split(/;|:?\n/);
    const rule = `the file is neither YAML nor JSON: ${fault}`;
    return refuse([{ field: 'spec', value, rule, remedy: 'Mend the line that the message names' }]);
  }
}

function fromCdktf(): unknown {
  const value = 'in this folder';
  let text = '{}';
  try {
    text = readFileSync('cdktf.json', 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') unreadable('cdktf.json', value, error as Error);
  }
  try {
    return JSON.parse(text)?.context?.testbed;
  } catch (error) {
    const rule = `it is not JSON: ${(error as Error).message}`;
    return refuse([{ field: 'cdktf.json', value, rule, remedy: 'Mend it, or name a spec with --spec' }]);
  }
}

function unreadable(field: string, value: string, { message }: Error): void {
  const remedy = 'Name a file that exists and that you may read';
  refuse([{ field, value, rule: `the file cannot be read: ${message}`, remedy }]);
}
