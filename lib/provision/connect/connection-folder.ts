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

/** Makes a folder for a connection that this process holds; nobody else can read it. @throws TargetError */
export function newConnectionFolder(stack: string): string {
  return mkdtempSync(join(connectionsFolder(), `${stack}.${process.pid}.`));
}

/**
 * Removes folders whose process has ended. Connections remove their own, also where their process was killed: this is for
 * what a machine that lost its power has left. Returns how many.
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
