/** What a deploy has left that was killed: there, with the stack's tags, and not in its state. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { ExecError, exec } from '../../base/exec';
import { whyNotRun } from '../../base/find-program';
import { TargetError } from '../../base/target-error';
import type { Cloud } from '../cloud';
import { clouds } from '../clouds';
import { parsedJson } from '../exchange/json';
import { isStackName, stackFolder } from '../watch/stack-folder';
import type { KnownResource, Leftover, SweptStack } from './leftover';

/**
 * Everything that carries the tags of a stack that was synthesized here, and that its state does not know.
 * @throws TargetError where there is no such stack, its state cannot be read, or the cloud cannot be asked
 */
export async function leftoversOfStack(stack: string): Promise<readonly Leftover[]> {
  const folder = stackFolder(stack);
  const file = join(folder, 'cdk.tf.json');
  if (!isStackName(stack) || !existsSync(file))
    throw new TargetError(
      `there is no stack ${JSON.stringify(stack)} here`,
      'Run npx cdktf synth where it was deployed: what is looked for is what its stack says',
    );
  const { sweep } = cloudOf(stack);
  const missing = sweep.programs.find(({ program }) => whyNotRun(program));
  if (missing) throw new TargetError(`there is no program ${missing.program}`, missing.remedy);
  const swept: SweptStack = {
    stack,
    json: parsedJson(readFileSync(file, 'utf8')),
    known: await knownResources(stack, folder),
  };
  return sweep.find(swept);
}

function cloudOf(stack: string): Required<Pick<Cloud, 'sweep'>> {
  const cloud = clouds.find(({ name }) => stack.startsWith(`${name}-`));
  if (!cloud?.sweep)
    throw new TargetError(
      `${stack} is on no cloud that can be swept`,
      'See testbed ls and testbed clean for labs',
    );
  return { sweep: cloud.sweep };
}

const shown = z.object({
  values: z
    .object({
      root_module: z
        .object({
          resources: z
            .array(z.object({ type: z.string(), values: z.record(z.string(), z.unknown()) }))
            .default([]),
        })
        .default({ resources: [] }),
    })
    .optional(),
});

async function knownResources(stack: string, folder: string): Promise<readonly KnownResource[]> {
  const terraform = process.env.TERRAFORM_BINARY_NAME ?? 'terraform';
  const unreadable = (why: string) =>
    new TargetError(
      `the state of ${stack} cannot be read: ${why}`,
      `Without it all of the stack would pass as left over. Run this where it was deployed, with ${terraform} on the PATH`,
    );
  try {
    const text = await exec(terraform, [`-chdir=${folder}`, 'show', '-json', '-no-color']);
    const { data } = shown.safeParse(parsedJson(text.slice(text.search(/^\{/m))));
    if (!data) throw unreadable(`${terraform} show said something else`);
    return data.values?.root_module.resources ?? [];
  } catch (error) {
    if (error instanceof ExecError) throw unreadable(error.message);
    throw error;
  }
}
