/** The folders of clusters that run, and what stays behind those that were killed. */
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Parts } from '../build';
import { removeCgroups } from './cgroups';

/** Where the nodes of a cluster of this process live. It is on the disk of the parts, since their files are linked. */
export function newRunFolder({ folder }: Parts, cluster: string): string {
  const runs = join(folder, 'run');
  removeDead(runs);
  const own = join(runs, `${process.pid}`, cluster);
  mkdirSync(own, { recursive: true });
  return own;
}

/** Removes a cluster's folder, and the control groups in which nothing lives. */
export function removeRun(folder: string): void {
  removeCgroups();
  rmSync(folder, { recursive: true, force: true });
}

/** Removes what processes left that have ended: their nodes end with them, folders do not. Returns their numbers. */
export function removeDead(runs: string): string[] {
  if (!existsSync(runs)) return [];
  const dead = readdirSync(runs).filter((pid) => !existsSync(`/proc/${pid}`));
  for (const pid of dead) removeRun(join(runs, basename(pid)));
  return dead;
}
