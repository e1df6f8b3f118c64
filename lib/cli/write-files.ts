import { chmodSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { makeFolder } from '../make-folder';
import { TargetError } from '../target-error';

/** Writes files into a folder, scripts so that they can be run. Returns their paths. @throws TargetError */
export function writeFiles(folder: string, files: Iterable<readonly [name: string, text: string]>): string[] {
  try {
    makeFolder(resolve(folder));
    return Array.from(files, ([name, text]) => {
      const path = join(folder, name);
      writeFileSync(path, text);
      if (name.endsWith('.sh')) chmodSync(path, 0o755);
      return path;
    });
  } catch (error) {
    throw new TargetError(`${folder} cannot be written: ${(error as Error).message}`, 'Name another folder');
  }
}
