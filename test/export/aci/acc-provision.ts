/** The real acc-provision on inputs, in a folder that is removed with the private keys that it writes. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { missing } from '../../provision/programs';

/** What came of an input. */
export interface Provisioned {
  readonly accepted: boolean;
  /** The objects for Kubernetes. @default none */
  readonly cluster?: string;
  /** The calls of the APIC's API: a path, then an object, and so on. @default none */
  readonly apic?: string;
}

/** Why it cannot run; undefined where it can. */
export const lackOfAccProvision: string | undefined = missing('acc-provision');

/** Runs it on inputs as they are in files. */
export function provisioned(flavour: string, inputs: readonly string[]): Provisioned[] {
  const folder = mkdtempSync(join(tmpdir(), 'testbed-aci-'));
  try {
    const names = inputs.map((text, i) => {
      writeFileSync(join(folder, `${i}.yaml`), text);
      return `${i}.yaml`;
    });
    const script = join(__dirname, 'acc_provision_runs.py');
    const said = execFileSync(interpreter(), [script, flavour, ...names], {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const accepted = JSON.parse(said.split('\n').filter(Boolean).at(-1)!);
    const read = (file: string) => (existsSync(file) ? readFileSync(file, 'utf8') : undefined);
    return names.map((name) => ({
      accepted: accepted[name],
      cluster: read(join(folder, `${name}.out`)),
      apic: read(join(folder, `${name}.apic`)),
    }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The Python that it is installed for, as its first line says. */
function interpreter(): string {
  const folder = (process.env.PATH ?? '')
    .split(delimiter)
    .find((one) => existsSync(join(one, 'acc-provision')))!;
  const [line = ''] = readFileSync(join(folder, 'acc-provision'), 'utf8').split('\n');
  return line.replace(/^#!\s*/, '').trim();
}

/** YAML as acc-provision reads it. */
export function readByPython(text: string): unknown {
  const program = 'import json, sys, yaml; json.dump(yaml.safe_load(sys.stdin), sys.stdout, default=repr)';
  return JSON.parse(execFileSync(interpreter(), ['-c', program], { input: text, encoding: 'utf8' }));
}
