import { readFileSync } from 'node:fs';

/** A process, distinguished from a later one with the same number. */
export interface ProcessId {
  readonly pid: number;
  /** Clock ticks from the machine's start to the process's (field 22 of /proc/PID/stat). */
  readonly startTime: string;
}

/** A process that runs; undefined where there is none, or no /proc to see it in. */
export function processId(pid: number): ProcessId | undefined {
  const fields = statOf(pid) ?? [];
  const [state, startTime] = [fields[0], fields[19]];
  return startTime === undefined || state === 'Z' ? undefined : { pid, startTime };
}

/** Its state as proc(5) has it: `R`, `S`, `T` where it was stopped, …; undefined where there is no such process. */
export function stateOf(pid: number): string | undefined {
  return statOf(pid)?.[0];
}

/** The fields of /proc/PID/stat from the third on: the second one, its name, may hold anything. */
function statOf(pid: number): string[] | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}

/** Ends a process, such as a lab's first one and with it the lab, or a process group by its number below zero. */
export function killQuietly(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // it has ended already
  }
}
