import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { systemCodeOf } from '../../base/message-of';
import { TargetError } from '../../base/target-error';
import { userFolder } from '../../base/user-folder';

/** Folders of connections, each with the number of the process in its name that holds it. */
function connectionsFolder(): string {
  const folder = join(userFolder(), 'connections');
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return folder;
  } catch (error) {
    throw new TargetError(
      `the folder for connections cannot be made: ${(error as Error).message}`,
      'Make room, or set XDG_RUNTIME_DIR to a folder that can be written to',
    );
  }
}

/** Makes a folder for a connection that this process holds; nobody else can read it. @param name of the stack @throws TargetError */
export function newConnectionFolder(name: string): string {
  return mkdtempSync(join(connectionsFolder(), `${name}.${process.pid}.`));
}

/** Folders of this process that nobody else removes. */
const held = new Set<string>();

/** Has a folder removed when this process ends, also by an interrupt. Returns what removes it earlier. */
export function removedAtTheEnd(folder: string): () => void {
  if (held.size === 0) process.on('exit', removeHeld);
  held.add(folder);
  return () => {
    held.delete(folder);
    rmSync(folder, { recursive: true, force: true });
    if (held.size === 0) process.off('exit', removeHeld);
  };
}

function removeHeld(): void {
  for (const folder of held) rmSync(folder, { recursive: true, force: true });
}

/**
 * Removes folders whose process has ended: connections remove their own, but for those of a process that was killed, and of a
 * machine that lost its power. Returns how many.
 */
export function sweepConnections(): number {
  const folder = connectionsFolder();
  const left = readdirSync(folder).filter((name) => !isHeld(name));
  for (const name of left) rmSync(join(folder, name), { recursive: true, force: true });
  return left.length;
}

function isHeld(name: string): boolean {
  const pid = Number(/\.(\d+)\.\w+$/.exec(name)?.[1]);
  if (!pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return typeof error === 'object' && error !== null && systemCodeOf(error) === 'EPERM';
  }
}
