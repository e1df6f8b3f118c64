/**
 * While a stack is deployed for the first time its outputs are not in Terraform's state yet, and only the gate knows where
 * the bucket is: it leaves a note beside the stack, for `testbed status` in another terminal, and takes it away at its end.
 */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StackAccess } from './stack-access';
import { isStackName, stackFolder } from './stack-folder';

const fileIn = (folder: string) => join(folder, 'testbed-deploy.json');

/** Takes a step with the note in the stack's folder, where there is such a folder. */
export async function withDeployNote<T>(
  access: StackAccess,
  step: () => Promise<T>,
  outdir?: string,
): Promise<T> {
  const folder = stackFolder(access.stack, outdir);
  if (!isStackName(access.stack) || !existsSync(folder)) return step();
  writeFileSync(fileIn(folder), `${JSON.stringify(access)}\n`);
  try {
    return await step();
  } finally {
    rmSync(fileIn(folder), { force: true });
  }
}

/** What the note in the folder says; `undefined` where there is none. */
export function deployNote(folder: string): StackAccess | undefined {
  try {
    return JSON.parse(readFileSync(fileIn(folder), 'utf8'));
  } catch {
    return undefined;
  }
}
