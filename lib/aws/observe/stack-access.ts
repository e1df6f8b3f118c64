import { join } from 'node:path';
import { ExecError, exec } from '../../exec';
import { TargetError } from '../../target-error';

/** Where a deployed stack's bucket is. */
export interface StackAccess {
  readonly stack: string;
  readonly bucket: string;
  readonly region: string;
}

export interface OpenStackOptions {
  /** Folder that CDKTF synthesized into. @default cdktf.out */
  readonly outdir?: string;
  /** @default process.env */
  readonly env?: NodeJS.ProcessEnv;
}

/**
 * Finds a deployed stack: by TESTBED_BUCKET and TESTBED_REGION where they are set (the deploy's own gate sets them, since
 * outputs are not written yet while it runs), else by the outputs in Terraform's state, wherever that is kept.
 * TERRAFORM_BINARY_NAME chooses the program, as it does for CDKTF: `tofu` for OpenTofu.
 * @throws TargetError where nothing is deployed
 */
export async function openStack(stack: string, options: OpenStackOptions = {}): Promise<StackAccess> {
  const { outdir = 'cdktf.out', env = process.env } = options;
  const { TESTBED_BUCKET: bucket, TESTBED_REGION: region } = env;
  if (bucket && region) return { stack, bucket, region };
  const outputs = await readOutputs(stack, join(outdir, 'stacks', stack), env);
  if (!outputs.bucket || !outputs.region)
    throw new TargetError(`${stack} is not deployed`, `Deploy it first: npx cdktf deploy ${stack}`);
  return { stack, bucket: outputs.bucket.value, region: outputs.region.value };
}

type Outputs = Readonly<Record<string, { readonly value: string }>>;

async function readOutputs(stack: string, folder: string, env: NodeJS.ProcessEnv): Promise<Outputs> {
  const terraform = env.TERRAFORM_BINARY_NAME ?? 'terraform';
  try {
    return JSON.parse(await exec(terraform, [`-chdir=${folder}`, 'output', '-json', '-no-color'], { env }));
  } catch (error) {
    if (!(error instanceof ExecError)) throw error;
    throw new TargetError(
      `the outputs of ${stack} cannot be read: ${error.message}`,
      `Run this where ${stack} was deployed, with ${terraform} on the PATH, or set TESTBED_BUCKET and TESTBED_REGION`,
    );
  }
}
