/**
 * Files that the program names itself, in a folder that the user names. What lies there under such a name may belong to others:
 * a link is not followed, a file is replaced and not written into, and anything else stays. (A file that the user names is
 * another matter: see cli/io/output-files.ts.)
 */
import { randomBytes } from 'node:crypto';
import { lstatSync, renameSync, rmSync, type Stats, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { makeFolder } from './make-folder';
import { TargetError } from './target-error';

/** Scripts may be run by every user, as far as the umask allows. */
const modes = { script: 0o777, other: 0o666 };

/**
 * Writes files into a folder, scripts so that they can be run: all of them or, as far as can be seen beforehand, none.
 * Returns their paths.
 * @throws TargetError
 */
export function writeFiles(folder: string, files: Iterable<readonly [name: string, text: string]>): string[] {
  const whole = Array.from(files, ([name, text]) => ({ path: join(folder, name), name, text }));
  for (const { path } of whole) refuseOtherKinds(path);
  const beside: { readonly from: string; readonly to: string }[] = [];
  try {
    makeFolder(resolve(folder));
    for (const { path, name, text } of whole) {
      const from = join(folder, `.${name}.${randomBytes(4).toString('hex')}`);
      beside.push({ from, to: path });
      writeFileSync(from, text, { flag: 'wx', mode: name.endsWith('.sh') ? modes.script : modes.other });
    }
    for (const { from, to } of beside) renameSync(from, to);
  } catch (error) {
    for (const { from } of beside) removeQuietly(from);
    throw new TargetError(`${folder} cannot be written: ${(error as Error).message}`, 'Name another folder');
  }
  return whole.map(({ path }) => path);
}

/** Removes what is left of an attempt; the attempt's own error is the one to report. */
function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // a name that is too long to be made is too long to be removed
  }
}

function refuseOtherKinds(path: string): void {
  const kind = kindOf(statusOf(path));
  if (kind)
    throw new TargetError(
      `${path} is ${kind}, and only files are written over`,
      'Remove it, or name another folder',
    );
}

/** The status of the path itself, not of what a link leads to; undefined also where a folder on the way is missing. */
function statusOf(path: string): Stats | undefined {
  try {
    return lstatSync(path);
  } catch {
    return undefined;
  }
}

function kindOf(status: Stats | undefined): string | undefined {
  if (!status || status.isFile()) return undefined;
  if (status.isSymbolicLink()) return 'a symbolic link';
  if (status.isDirectory()) return 'a folder';
  if (status.isFIFO()) return 'a pipe';
  return status.isSocket() ? 'a socket' : 'a device';
}
