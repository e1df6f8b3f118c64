import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ExecError, exec } from '../../../base/exec';
import { TargetError } from '../../../base/target-error';
import { deployNote } from './deploy-note';
import { type FolderEnvironment, isStackName, stackFolder } from './stack-folder';

/** Where a deployed stack's bucket is. */
export interface StackAccess {
  readonly stack: string;
  readonly bucket: string;
  readonly region: string;
}

export interface OpenStackOptions {
  /** Folder that CDKTF synthesized into. @default what CDKTF_OUTDIR, else cdktf.json says, else cdktf.out */
  readonly outdir?: string;
  /** @default process.env */
  readonly env?: FolderEnvironment;
}

/**
 * Finds a deployed stack: by TESTBED_BUCKET and TESTBED_REGION where they are set (the deploy's own gate sets them, since
 * outputs are not written yet while it runs), else by the outputs in Terraform's state, wherever that is kept, else by the
 * note of a gate that waits.
 * TERRAFORM_BINARY_NAME chooses the program, as it does for CDKTF: `tofu` for OpenTofu.
 * @throws TargetError where nothing is deployed
 */
export async function openStack(stack: string, options: OpenStackOptions = {}): Promise<StackAccess> {
  const { outdir, env = process.env } = options;
  const { TESTBED_BUCKET: bucket, TESTBED_REGION: region } = env;
  if (bucket && region) return { stack, bucket, region };
  refuseHalf(bucket, region);
  const folder = stackFolder(stack, outdir, env);
  refuseUnknown(stack, folder);
  const outputs = await readOutputs(stack, folder, env);
  if (outputs.bucket && outputs.region)
    return { stack, bucket: outputs.bucket.value, region: outputs.region.value };
  return deployNote(folder) ?? notDeployed(stack, folder);
}

function notDeployed(stack: string, folder: string): never {
  throw isLab(folder)
    ? new TargetError(
        `${stack} is a lab on this machine and keeps nothing in a bucket`,
        'See testbed ls, and testbed test',
      )
    : new TargetError(`${stack} is not deployed`, `Deploy it first: npx cdktf deploy ${stack}`);
}

/** A stack of the lab has commands and no other resources, whatever an app calls it. */
function isLab(folder: string): boolean {
  try {
    const { resource } = JSON.parse(readFileSync(join(folder, 'cdk.tf.json'), 'utf8'));
    return Object.keys(resource).join() === 'terraform_data';
  } catch {
    return false;
  }
}

/** One of the two alone would be ignored without a word. */
function refuseHalf(bucket: string | undefined, region: string | undefined): void {
  if (!bucket && !region) return;
  const [given, missing] = bucket
    ? ['TESTBED_BUCKET', 'TESTBED_REGION']
    : ['TESTBED_REGION', 'TESTBED_BUCKET'];
  throw new TargetError(`${given} is set and ${missing} is not`, 'Set both, or neither');
}

/** Stacks that never were synthesized here have no folder, and Terraform would speak of that folder only. */
function refuseUnknown(stack: string, folder: string): void {
  if (isStackName(stack) && existsSync(folder)) return;
  const parent = join(folder, '..');
  const known = isStackName(stack) && existsSync(parent) ? readdirSync(parent).sort() : [];
  throw new TargetError(
    `there is no stack ${JSON.stringify(stack)} here`,
    known.length > 0
      ? `Name one of ${known.join(', ')}`
      : 'Run this in the folder from which it was deployed, or set TESTBED_BUCKET and TESTBED_REGION',
  );
}

type Outputs = Readonly<Record<string, { readonly value: string }>>;

async function readOutputs(stack: string, folder: string, env: FolderEnvironment): Promise<Outputs> {
  const terraform = env.TERRAFORM_BINARY_NAME ?? 'terraform';
  try {
    const text = await exec(terraform, [`-chdir=${folder}`, 'output', '-json', '-no-color'], { env });
    return JSON.parse(text.slice(text.search(/^\{/m))); // OpenTofu puts its warnings in front
  } catch (error) {
    if (!(error instanceof ExecError)) throw error;
    throw new TargetError(
      `the outputs of ${stack} cannot be read: ${error.message}`,
      `Run this where ${stack} was deployed, with ${terraform} on the PATH (TERRAFORM_BINARY_NAME names another program), or set TESTBED_BUCKET and TESTBED_REGION`,
    );
  }
}
