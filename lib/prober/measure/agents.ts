/** What pods of a node have spent, by their control groups: read-only files that the kubelet's runtime makes (cgroup v2). */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What one pod has spent and holds. */
export interface PodCost {
  readonly uid: string;
  /** Processor time since it began, in microseconds. */
  readonly cpuUs: number;
  /** Memory without files that the kernel can drop, in bytes: what a kubelet calls the working set. */
  readonly memoryBytes: number;
}

/** Folders in each other that are looked through: kubelets put pods into the third, systemd into the fourth. */
const deepest = 6;

/**
 * Of those pods whose groups are found. Names of groups hold the pod's UID, with underscores under systemd.
 * @param root where the node's /sys/fs/cgroup is
 */
export function costOfPods(root: string, uids: readonly string[]): PodCost[] {
  const found = new Map<string, string>();
  search(root, uids, found, deepest);
  return uids.flatMap((uid) => (found.has(uid) ? (costIn(found.get(uid)!, uid) ?? []) : []));
}

function search(folder: string, uids: readonly string[], found: Map<string, string>, depth: number): void {
  if (depth === 0 || found.size === uids.length) return;
  for (const name of foldersIn(folder)) {
    const uid = uids.find((one) => isOf(name, one));
    const path = join(folder, name);
    if (uid !== undefined) found.set(uid, path);
    else search(path, uids, found, depth - 1);
  }
}

function isOf(group: string, uid: string): boolean {
  const name = group.replace(/\.slice$/, '');
  return name === `pod${uid}` || name.endsWith(`-pod${uid.replaceAll('-', '_')}`);
}

function foldersIn(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);
  } catch {
    return []; // it has ended meanwhile
  }
}

/** Undefined where its files are not those of cgroup v2, or have gone. */
function costIn(folder: string, uid: string): PodCost | undefined {
  const cpuUs = fieldIn(textOf(join(folder, 'cpu.stat')), 'usage_usec');
  const all = Number(textOf(join(folder, 'memory.current')) ?? Number.NaN);
  const droppable = fieldIn(textOf(join(folder, 'memory.stat')), 'inactive_file');
  if (cpuUs === undefined || Number.isNaN(all) || droppable === undefined) return undefined;
  return { uid, cpuUs, memoryBytes: Math.max(0, all - droppable) };
}

function fieldIn(text: string | undefined, name: string): number | undefined {
  const value = new RegExp(`^${name} (\\d+)$`, 'm').exec(text ?? '')?.[1];
  return value === undefined ? undefined : Number(value);
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
