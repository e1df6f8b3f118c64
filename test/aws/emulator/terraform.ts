import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ExecResult, exec, tryExec } from '../../../lib/exec';

/** Folder with unpacked providers, as Terraform's filesystem mirrors are laid out. */
const mirror = process.env.CNI_TESTBED_TF_MIRROR;
const awsFolder = mirror && join(mirror, 'registry.terraform.io/hashicorp/aws');

/** Why no provider can be used; `undefined` where one can. */
export function mirrorMissing(): string | undefined {
  if (!awsFolder) return 'CNI_TESTBED_TF_MIRROR does not name a mirror of Terraform providers';
  return existsSync(awsFolder) ? undefined : `no AWS provider below ${mirror}`;
}

/** Version of the mirrored AWS provider. */
export function mirroredVersion(): string {
  return readdirSync(awsFolder!).sort().at(-1)!;
}

/** A change that a plan would make: type of the resource, what happens, which attributes. */
export interface PlannedChange {
  readonly type: string;
  readonly actions: readonly string[];
  readonly attributes: readonly string[];
}

/** Terraform in a folder of its own, with the mirrored provider and no other way to any. */
export class Terraform {
  constructor(
    private readonly folder: string,
    private readonly env: NodeJS.ProcessEnv,
  ) {
    mkdirSync(folder, { recursive: true });
    const rc = join(folder, 'cli.tfrc');
    writeFileSync(
      rc,
      `disable_checkpoint = true\nprovider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(mirror)}\n  }\n}\n`,
    );
    this.env = { ...env, TF_CLI_CONFIG_FILE: rc, TF_IN_AUTOMATION: '1' };
  }

  write(json: unknown): void {
    writeFileSync(join(this.folder, 'cdk.tf.json'), JSON.stringify(json));
  }

  init = (): Promise<string> => this.run('init', '-input=false', '-no-color');
  apply = (): Promise<string> => this.run('apply', '-auto-approve', '-input=false', '-no-color');
  destroy = (): Promise<string> => this.run('destroy', '-auto-approve', '-input=false', '-no-color');
  outputs = async (): Promise<Record<string, { value: never }>> =>
    JSON.parse(await this.run('output', '-json'));

  /** What the next deploy would do. */
  async changes(): Promise<PlannedChange[]> {
    await this.run('plan', '-input=false', '-no-color', '-out=next');
    const plan = JSON.parse(await this.run('show', '-json', 'next'));
    return plan.resource_changes
      .filter(({ change }: Change) => change.actions.join() !== 'no-op')
      .map(({ type, change }: Change) => ({ type, actions: change.actions, attributes: differing(change) }));
  }

  /** Starts a deploy, interrupts it as Ctrl-C does as soon as its output matches, and waits for its end. */
  interruptedApply(when: RegExp): Promise<ExecResult> {
    const child = spawn('terraform', ['apply', '-auto-approve', '-input=false', '-no-color'], {
      cwd: this.folder,
      env: this.env,
    });
    let output = '';
    let interrupted = false;
    const read = (chunk: Buffer) => {
      output += chunk;
      if (interrupted || !when.test(output)) return;
      interrupted = true;
      child.kill('SIGINT');
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    return new Promise((resolve) =>
      child.on('close', (code) => resolve({ code: code ?? -1, stdout: output, stderr: '' })),
    );
  }

  /** Ends whatever is left, without a word. */
  async clean(): Promise<void> {
    await tryExec('terraform', ['destroy', '-auto-approve', '-no-color'], {
      cwd: this.folder,
      env: this.env,
    });
  }

  private run(...args: string[]): Promise<string> {
    return exec('terraform', args, { cwd: this.folder, env: this.env });
  }
}

interface Change {
  readonly type: string;
  readonly change: { readonly actions: string[]; readonly before: Values; readonly after: Values };
}
type Values = Readonly<Record<string, unknown>> | null;

function differing({ before, after }: Change['change']): string[] {
  const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  return [...names].filter((name) => JSON.stringify(before?.[name]) !== JSON.stringify(after?.[name])).sort();
}
