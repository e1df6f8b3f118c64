import { chmodSync, existsSync, lstatSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { TargetError } from './target-error';

/**
 * Where files are kept for as long as something of this user's runs: labs, connections. No other user gets into it.
 * @throws TargetError where another user owns it, or it cannot be made
 */
export function userFolder(): string {
  const runtime = process.env.XDG_RUNTIME_DIR;
  const folder =
    runtime && isAbsolute(runtime) && existsSync(runtime)
      ? join(runtime, 'cni-testbed')
      : join(tmpdir(), `cni-testbed-${process.getuid?.() ?? 'user'}`);
  makeFolder(folder);
  const { uid } = lstatSync(folder);
  if (!lstatSync(folder).isDirectory() || uid !== process.getuid?.())
    throw new TargetError(`${folder} belongs to another user`, 'Set XDG_RUNTIME_DIR to a folder of your own');
  chmodSync(folder, 0o700);
  return folder;
}

/** Not `recursive`, which never ends where the kernel says ENOENT for a folder that is there, as in /proc. */
function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code !== 'EEXIST')
      throw new TargetError(
        `the folder for what runs cannot be made: ${message}`,
        'Set XDG_RUNTIME_DIR to a folder of your own, or unset it',
      );
  }
}
