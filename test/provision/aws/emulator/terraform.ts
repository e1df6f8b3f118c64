import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ExecResult, exec } from '../../../../lib/base/exec';

/** Folder with unpacked providers, as Terraform's filesystem mirrors are laid out. */
const mirror = process.env.CNI_TESTBED_TF_MIRROR;
const awsFolder = mirror && join(mirror, 'registry.terraform.io/hashicorp/aws');
/** Both registries have the same releases; each program asks its own for `hashicorp/aws`. */
const registries = ['registry.terraform.io', 'registry.opentofu.org'];

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

/** Terraform, or OpenTofu, in a folder of its own, with the mirrored provider and no other way to any. */
export class Terraform {
  constructor(
    readonly folder: string,
    private readonly env: NodeJS.ProcessEnv,
    private readonly program = 'terraform',
  ) {
    mkdirSync(folder, { recursive: true });
    const rc = join(folder, 'cli.tfrc');
    writeFileSync(
      rc,
      `disable_checkpoint = true\nprovider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(mirrorIn(folder))}\n  }\n}\n`,
    );
    this.env = { ...env, TF_CLI_CONFIG_FILE: rc, TF_IN_AUTOMATION: '1' };
  }

  write(json: unknown): void {
    writeFileSync(join(this.folder, 'cdk.tf.json'), JSON.stringify(json, undefined, 2));
  }

  init = (): Promise<string> => this.run('init', '-input=false', '-no-color');
  apply = (): Promise<string> => this.run(...applying);
  /** A deploy that may fail; `onOutput` is told what it has said so far. */
  tryApply = (onOutput?: (soFar: string, deploy: ChildProcess) => void): Promise<ExecResult> =>
    this.watched(applying, onOutput);
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
    let interrupted = false;
    return this.tryApply((soFar, deploy) => {
      if (interrupted || !when.test(soFar)) return;
      interrupted = true;
      deploy.kill('SIGINT');
    });
  }

  /** Starts a deploy and kills it as soon as its output matches: as a machine that loses its power. */
  killedApply(when: RegExp): Promise<ExecResult> {
    return this.tryApply((soFar, deploy) => {
      if (when.test(soFar)) deploy.kill('SIGKILL');
    });
  }

  private watched(
    args: readonly string[],
    onOutput: (soFar: string, child: ChildProcess) => void = () => {},
  ): Promise<ExecResult> {
    const child = spawn(this.program, args, { cwd: this.folder, env: this.env });
    let output = '';
    const read = (chunk: Buffer) => {
      output += chunk;
      onOutput(output, child);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    return new Promise((resolve) =>
      child.on('close', (code) => resolve({ code: code ?? -1, stdout: output, stderr: '' })),
    );
  }

  private run(...args: string[]): Promise<string> {
    return exec(this.program, args, { cwd: this.folder, env: this.env });
  }
}

const applying = ['apply', '-auto-approve', '-input=false', '-no-color'] as const;

/** The mirror under the names of both registries. Links are followed where they stand for a release, and not above. */
function mirrorIn(folder: string): string {
  const own = join(folder, 'mirror');
  const version = mirroredVersion();
  for (const registry of registries) {
    const place = join(own, registry, 'hashicorp', 'aws', version);
    mkdirSync(place, { recursive: true });
    for (const platform of readdirSync(join(awsFolder!, version)))
      if (!existsSync(join(place, platform)))
        // a second stack in this folder
        symlinkSync(join(awsFolder!, version, platform), join(place, platform));
  }
  return own;
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
