/** Machines that are namespaces, and running programs inside of them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ExecOptions, type ExecResult, exec, tryExec } from '../../../lib/base/exec';
import { type Held, hold } from './held';

/** The first words of a command that runs in the network namespace of a process, and else here. */
export const inNetworkOf = (pid: number): string[] => ['nsenter', '--target', `${pid}`, '--net', '--'];

/** The first words of a command that runs as in a machine of its own: the one whose first process this is. */
export const inMachineOf = (pid: number): string[] => [
  'nsenter',
  '--target',
  `${pid}`,
  '--mount',
  '--uts',
  '--net',
  '--pid',
  '--',
];

/** Starts a machine of its own by node/start.sh. `pid` is its first process, as the machine outside numbers it. */
export async function startMachine(scripts: string, words: readonly string[]): Promise<Held> {
  const namespaces = ['--net', '--mount', '--uts', '--pid', '--fork', '--kill-child'];
  const start = ['bash', join(scripts, 'start.sh'), ...words];
  const { pid, release } = await hold('unshare', [...namespaces, '--', ...start]);
  return { pid: childOf(pid), release };
}

/** The one child of a process, as the kernel numbers it outside of its PID namespace. @throws Error where there is none */
export function childOf(pid: number): number {
  const child = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ')[0];
  if (!child) throw new Error(`process ${pid} has no child`);
  return Number(child);
}

/** Runs a command that must succeed. @throws ExecError */
export function run(words: readonly string[], options?: ExecOptions): Promise<string> {
  return exec(words[0]!, words.slice(1), options);
}

/** Runs a command, whatever its exit code. @throws ExecError where it cannot start */
export function tryRun(words: readonly string[], options?: ExecOptions): Promise<ExecResult> {
  return tryExec(words[0]!, words.slice(1), options);
}
