/** The folder in which everything is kept that was built, and how its parts are named. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { packageRoot } from '../../../lib/base/package-root';

/** Names the folder. */
export const cacheVariable = 'CNI_TESTBED_REAL_CACHE';

/** The folder itself: as the environment has it, else in the user's own cache. */
export const cacheFolder = resolve(process.env[cacheVariable] || join(homedir(), '.cache/cni-testbed/real'));

/** A file or folder of the cache. */
export const inCache = (...names: readonly string[]): string => join(cacheFolder, ...names);

/** Sources of ours that are compiled. */
export const ownSources = join(packageRoot, 'test/real/build/programs');

const temporary = 'tmp';

/**
 * Lets something be made in a folder of its own on the cache's disk, so that it can be renamed into its place when it
 * is whole. What interrupted processes left is removed too.
 */
export async function withTemporary<T>(make: (folder: string) => Promise<T>): Promise<T> {
  const parent = inCache(temporary);
  mkdirSync(parent, { recursive: true });
  for (const name of readdirSync(parent)) if (!isAlive(Number.parseInt(name, 10))) remove(join(parent, name));
  const folder = mkdtempSync(join(parent, `${process.pid}-`));
  try {
    return await make(folder);
  } finally {
    remove(folder);
  }
}

const remove = (path: string) => rmSync(path, { recursive: true, force: true });

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
