import { join } from 'node:path';

/** Where CDKTF puts the stack. `outdir` is cdktf.out where it is not given. */
export function stackFolder(stack: string, outdir = 'cdktf.out'): string {
  return join(outdir, 'stacks', stack);
}

/** Whether it can be a stack's name, and leads to no other folder. */
export function isStackName(stack: string): boolean {
  return /^[\w-]+$/.test(stack);
}
