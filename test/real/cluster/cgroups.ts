/**
 * Control groups of the nodes: one below /cni-testbed-real for each, in every hierarchy of the machine, version 1 and 2.
 * Nothing but these folders stays behind a run that was killed, and they are removed by the next one.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The group of all nodes. */
const ours = 'cni-testbed-real';

const mountPoint = '/sys/fs/cgroup';

/** Where a node's group is, seen from the root of each hierarchy. Each run has its own, so that two do not meet. */
export const cgroupOf = (node: string): string => `/${ours}/${process.pid}/${node}`;

/** Makes a node's group in every hierarchy. */
export function makeCgroups(node: string): void {
  for (const hierarchy of hierarchies()) {
    let folder = hierarchy;
    for (const name of cgroupOf(node).split('/').filter(Boolean)) {
      passControllersOn(folder);
      mkdirSync(join(folder, name), { recursive: true });
      copyCpuset(folder, join(folder, name));
      folder = join(folder, name);
    }
  }
}

/** Removes what runs have left that have ended. Groups in which something lives stay. */
export function removeCgroups(): void {
  for (const hierarchy of hierarchies()) {
    const folder = join(hierarchy, ours);
    if (existsSync(folder)) removeEmpty(folder);
  }
}

function hierarchies(): string[] {
  if (existsSync(join(mountPoint, 'cgroup.controllers'))) return [mountPoint];
  return readdirSync(mountPoint)
    .map((name) => join(mountPoint, name))
    .filter((folder) => existsSync(join(folder, 'cgroup.procs')));
}

/** Version 2: children have the controllers that their parent passes on. */
function passControllersOn(folder: string): void {
  const file = join(folder, 'cgroup.controllers');
  if (!existsSync(file)) return;
  for (const controller of readFileSync(file, 'utf8').split(/\s+/).filter(Boolean)) {
    try {
      writeFileSync(join(folder, 'cgroup.subtree_control'), `+${controller}`);
    } catch {
      // a controller that cannot be passed on here; the kubelet says so where it needs it
    }
  }
}

/** Version 1: a new group of the cpuset hierarchy has no processor until it is told. */
function copyCpuset(parent: string, folder: string): void {
  for (const name of ['cpuset.cpus', 'cpuset.mems']) {
    const file = join(folder, name);
    if (!existsSync(file) || existsSync(join(folder, 'cgroup.controllers'))) continue;
    if (readFileSync(file, 'utf8').trim() === '') writeFileSync(file, readFileSync(join(parent, name)));
  }
}

function removeEmpty(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true }))
    if (entry.isDirectory()) removeEmpty(join(folder, entry.name));
  try {
    rmdirSync(folder);
  } catch {
    // something lives in it
  }
}
