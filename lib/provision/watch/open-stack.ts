import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TargetError } from '../../base/target-error';
import type { Cloud } from '../cloud';
import { clouds as allClouds } from '../clouds';
import { variableOf } from '../exchange/exchange';
import { deployNote } from './deploy-note';
import { readOutputs } from './outputs';
import { placeIn, refusePart, settingPlace } from './place';
import type { StackAccess } from './stack-access';
import { type FolderEnvironment, isStackName, stackFolder } from './stack-folder';

/** How to look for a stack. */
export interface OpenStackOptions {
  /** Folder that CDKTF synthesized into. @default what CDKTF_OUTDIR, else cdktf.json says, else cdktf.out */
  readonly outdir?: string;
  /** @default process.env */
  readonly env?: FolderEnvironment;
  /** Clouds that it may be on. @default all */
  readonly clouds?: readonly Cloud[];
}

/**
 * Finds a deployed stack: by environment variables (on AWS TESTBED_BUCKET and TESTBED_REGION) where they are set (the
 * deploy's own gate sets them, since outputs are not written yet while it runs), else by the outputs in Terraform's state,
 * wherever that is kept, else by the note of a gate that waits.
 * TERRAFORM_BINARY_NAME chooses the program, as it does for CDKTF: `tofu` for OpenTofu.
 * @throws TargetError where nothing is deployed
 */
export async function openStack(stack: string, options: OpenStackOptions = {}): Promise<StackAccess> {
  const { outdir, env = process.env, clouds = allClouds } = options;
  const given = placeIn(clouds, (output) => env[variableOf(output)] || undefined);
  if (given) return { stack, ...given };
  refusePart(clouds, env);
  const folder = stackFolder(stack, outdir, env);
  refuseUnknown(stack, folder, settingPlace(clouds));
  const outputs = await readOutputs(stack, folder, env, settingPlace(clouds));
  const found = placeIn(clouds, textIn(outputs)) ?? placeIn(clouds, textIn(deployNote(folder)));
  return found ? { stack, ...found } : notDeployed(stack, folder);
}

/** What else a deployed stack says of itself, by the name of an output that is text. @throws TargetError where it says nothing */
export async function outputOfStack(
  stack: string,
  output: string,
  { outdir, env = process.env, clouds = allClouds }: OpenStackOptions = {},
): Promise<string> {
  const folder = stackFolder(stack, outdir, env);
  refuseUnknown(stack, folder, settingPlace(clouds));
  const text = textIn(await readOutputs(stack, folder, env, settingPlace(clouds)))(output);
  if (text !== undefined) return text;
  throw new TargetError(
    `${stack} has no output ${output}: it is not deployed, or an earlier version deployed it`,
    `Deploy it again: npx cdktf deploy ${stack}`,
  );
}

/** Values by name, those that are text. */
function textIn(values: Readonly<Record<string, unknown>>): (name: string) => string | undefined {
  return (name) => {
    const value = values[name];
    return typeof value === 'string' ? value : undefined;
  };
}

function notDeployed(stack: string, folder: string): never {
  throw isLab(folder)
    ? new TargetError(
        `${stack} is a lab on this machine and exchanges nothing with a cloud`,
        'See testbed ls, and testbed test',
      )
    : new TargetError(`${stack} is not deployed`, `Deploy it first: npx cdktf deploy ${stack}`);
}

/** A stack of the lab has its lab, whatever an app calls it. */
function isLab(folder: string): boolean {
  try {
    const { resource } = JSON.parse(readFileSync(join(folder, 'cdk.tf.json'), 'utf8'));
    return Object.keys(resource).join() === 'terraform_data' && 'lab' in resource.terraform_data;
  } catch {
    return false;
  }
}

/** Stacks that never were synthesized here have no folder, and Terraform would speak of that folder only. */
function refuseUnknown(stack: string, folder: string, otherwise: string): void {
  if (isStackName(stack) && existsSync(folder)) return;
  const parent = join(folder, '..');
  const known = isStackName(stack) && existsSync(parent) ? readdirSync(parent).sort() : [];
  throw new TargetError(
    `there is no stack ${JSON.stringify(stack)} here`,
    known.length > 0
      ? `Name one of ${known.join(', ')}`
      : `Run this in the folder from which it was deployed, or ${otherwise}`,
  );
}
