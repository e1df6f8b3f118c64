/** A stand-in for Terraform: runs the commands of a synthesized resource as its local-exec provisioner does. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ExecResult, tryExec } from '../../lib/base/exec';

interface LocalExec {
  readonly interpreter: readonly [string, ...string[]];
  readonly command: string;
  readonly when?: string;
  readonly working_dir?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** A stack as it was synthesized into a folder. */
export interface Stack {
  readonly resource: Readonly<Record<string, Readonly<Record<string, object>>>>;
  readonly terraform: Readonly<Record<string, unknown>>;
  readonly provider?: Readonly<Record<string, unknown>>;
}

export function stackIn(folder: string): Stack {
  return JSON.parse(readFileSync(join(folder, 'cdk.tf.json'), 'utf8'));
}

/** Commands of the only `terraform_data` whose name starts so, in order. */
export function commandsOf(stack: Stack, name: string): LocalExec[] {
  const found = Object.entries(stack.resource.terraform_data!).filter(([key]) => key.startsWith(name));
  expect(found).toHaveLength(1);
  const { provisioner } = found[0]![1] as { provisioner: { 'local-exec': LocalExec }[] };
  return provisioner.map((step) => step['local-exec']);
}

/** Runs the command with Terraform in that folder; `known` are the values of references. */
export function runLocalExec(
  { interpreter: [program, ...args], command, working_dir, environment = {} }: LocalExec,
  folder: string,
  env: NodeJS.ProcessEnv,
  known: Readonly<Record<string, string>> = {},
): Promise<ExecResult> {
  const value = (text: string) =>
    text.startsWith('${') ? known[text.split('.').at(-1)!.slice(0, -1)]! : text;
  const own = Object.fromEntries(Object.entries(environment).map(([name, text]) => [name, value(text)]));
  return tryExec(program, [...args, command], {
    cwd: join(folder, working_dir ?? '.'),
    env: { ...env, ...own },
  });
}
