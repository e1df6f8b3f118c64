import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** The environment as far as it says where stacks are. */
export type FolderEnvironment = Readonly<Record<string, string | undefined>>;

/**
 * Where CDKTF put the stack: the current folder where that is the stack's own, in which Terraform runs, else a folder of the
 * app's. `outdir` is CDKTF's own choice where it is not given.
 */
export function stackFolder(stack: string, outdir?: string, env: FolderEnvironment = process.env): string {
  if (outdir === undefined && isFolderOf(stack)) return '.';
  return join(outdir ?? outdirOf(env), 'stacks', stack);
}

function isFolderOf(stack: string): boolean {
  return basename(process.cwd()) === stack && (existsSync('cdk.tf.json') || existsSync('cdk.tf'));
}

/** Whether it can be a stack's name, and leads to no other folder. */
export function isStackName(stack: string): boolean {
  return /^[\w-]+$/.test(stack);
}

/** As the CDKTF CLI chooses it: by its environment, else by cdktf.json. */
function outdirOf({ CDKTF_OUTDIR }: FolderEnvironment): string {
  return CDKTF_OUTDIR || configuredOutdir() || 'cdktf.out';
}

function configuredOutdir(): string | undefined {
  try {
    const { output } = JSON.parse(readFileSync('cdktf.json', 'utf8'));
    return typeof output === 'string' ? output : undefined;
  } catch {
    return undefined; // there is none, or it is not for this command to complain of it
  }
}
