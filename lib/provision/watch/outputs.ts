import * as z from 'zod';
import { ExecError, exec } from '../../base/exec';
import { TargetError } from '../../base/target-error';
import type { FolderEnvironment } from './stack-folder';

/** A deployed stack's outputs by name, of whatever type. */
export type Outputs = Readonly<Record<string, unknown>>;

const outputsSchema = z.record(
  z.string(),
  z.object({ value: z.unknown() }).transform(({ value }) => value),
);

/**
 * The stack's outputs in Terraform's state, wherever that is kept.
 * @param otherwise what else the user can do, for the remedy
 * @throws TargetError where Terraform fails
 */
export async function readOutputs(
  stack: string,
  folder: string,
  env: FolderEnvironment,
  otherwise: string,
): Promise<Outputs> {
  const terraform = env.TERRAFORM_BINARY_NAME ?? 'terraform';
  try {
    const text = await exec(terraform, [`-chdir=${folder}`, 'output', '-json', '-no-color'], { env });
    return outputsSchema.parse(JSON.parse(text.slice(text.search(/^\{/m)))); // OpenTofu puts its warnings in front
  } catch (error) {
    if (!(error instanceof ExecError)) throw error;
    throw new TargetError(
      `the outputs of ${stack} cannot be read: ${error.message}`,
      `Run this where ${stack} was deployed, with ${terraform} on the PATH (TERRAFORM_BINARY_NAME names another program), or ${otherwise}`,
    );
  }
}
