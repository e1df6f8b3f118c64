/**
 * While a stack is deployed for the first time its outputs are not in Terraform's state yet, and only the gate knows where
 * the exchange is: it leaves a note beside the stack, for `testbed status` in another terminal, and takes it away at its end.
 */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { writeFiles } from '../../base/write-files';
import type { StackAccess } from './stack-access';
import { isStackName, stackFolder } from './stack-folder';

const name = 'testbed-deploy.json';
const fileIn = (folder: string) => join(folder, name);

/** Takes a step with the note in the stack's folder, where there is such a folder. */
export async function withDeployNote<T>(
  access: StackAccess,
  step: () => Promise<T>,
  outdir?: string,
): Promise<T> {
  const folder = stackFolder(access.stack, outdir);
  if (!isStackName(access.stack) || !existsSync(folder)) return step();
  const left = leaveNote(folder, access);
  try {
    return await step();
  } finally {
    if (left) rmSync(fileIn(folder), { force: true });
  }
}

/** No deployment fails for its want. Returns whether the note is there. */
function leaveNote(folder: string, { stack, place }: StackAccess): boolean {
  try {
    writeFiles(folder, [[name, `${JSON.stringify({ stack, ...place })}\n`]]);
    return true;
  } catch {
    return false;
  }
}

/** What the note in the folder says of the place, by the names of outputs; nothing where there is no note. */
export function deployNote(folder: string): Readonly<Record<string, unknown>> {
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(readFileSync(fileIn(folder), 'utf8')));
  } catch {
    return {};
  }
}
