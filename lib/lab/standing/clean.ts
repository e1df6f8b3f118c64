import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { userFolder } from '../../base/user-folder';
import { takeDown } from '../lab';
import { livingLabs } from './lab-store';

/** Ends every lab of this user and removes what has no lab any more. Counts both. */
export async function cleanAll(): Promise<{ labs: number; leftovers: number }> {
  const { labs, removed } = livingLabs();
  for (const lab of labs) await takeDown(lab);
  return { labs: labs.length, leftovers: removed + endStrays() };
}

/** Supervisors of labs that are in no file: each leads a process group of its own, which ends with it. */
function endStrays(): number {
  let ended = 0;
  if (!existsSync('/proc')) return ended; // no Linux, no labs
  for (const pid of readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)) {
    if (!isSupervisor(pid)) continue;
    try {
      process.kill(-pid, 'SIGKILL');
      ended += 1;
    } catch {
      // it ended by itself
    }
  }
  return ended;
}

function isSupervisor(pid: number): boolean {
  try {
    const args = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    return (
      statSync(`/proc/${pid}`).uid === process.getuid?.() &&
      (args[1] ?? '').endsWith('/lib/lab/standing/supervise.sh') &&
      (args[2] ?? '').startsWith(`${userFolder()}/`)
    );
  } catch {
    return false;
  }
}
