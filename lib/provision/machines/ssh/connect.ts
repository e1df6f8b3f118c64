import { join } from 'node:path';
import { ExecError, type ExecResult, tryExec } from '../../../base/exec';
import { newConnectionFolder, removedAtTheEnd, sweepConnections } from '../../connect/connection-folder';
import { sessionArguments } from './arguments';
import { getFile, putFile } from './files';
import type { Machine, RunOptions } from './machine';
import { type Master, openMaster } from './master';
import { remoteCommand } from './remote-command';
import { SshError } from './ssh-error';
import type { SshFailure } from './ssh-failure';
import type { MachineTarget } from './target';

const defaultTimeoutS = 60;

/** ssh's own exit code; a command may have the same. */
const sshFailed = 255;

/**
 * Connects to a machine through the program `ssh`, once: what is run on it later takes the same connection.
 * @throws SshError that says why it cannot be reached or logged in to
 */
export async function connect({ name, ssh }: MachineTarget): Promise<Machine> {
  const target: MachineTarget = { name, ssh };
  sweepConnections();
  const folder = newConnectionFolder('ssh'); // only this user gets into it
  const socket = join(folder, 's');
  const remove = removedAtTheEnd(folder);
  const master = await openMaster(target, socket).catch((error) => {
    remove();
    throw error;
  });
  let root: Promise<readonly string[]> | undefined;
  const plain = (argv: readonly string[], options: RunOptions) =>
    runSession(target, master, socket, argv, options);
  const machine: Machine = {
    ...target,
    run: async (argv, options = {}) => {
      if (!options.sudo) return plain(argv, options);
      root ??= becomingRoot(target, (words) => plain(words, {}));
      return plain(asRoot(await root, argv), options);
    },
    putFile: (path, content, mode) => putFile(machine, path, content, mode),
    getFile: (path) => getFile(machine, path),
    close: async () => {
      await master.close();
      remove();
    },
  };
  return machine;
}

/** What begins a command of root's: one program that sudoers may allow, and nothing where the user is root. */
const sudo = ['sudo', '-n', '--'];

/** A shell that becomes the command: so that one rule of sudoers, for /bin/sh, is what the testbed takes. */
function asRoot(prefix: readonly string[], argv: readonly string[]): readonly string[] {
  const isShell = argv[0] === '/bin/sh';
  return [
    ...prefix,
    ...(prefix.length === 0 || isShell ? [] : ['/bin/sh', '-c', 'exec "$@"', 'sh']),
    ...argv,
  ];
}

/** Asks the machine once how its user becomes root. @throws SshError where it may not */
async function becomingRoot(
  target: MachineTarget,
  run: (argv: readonly string[]) => Promise<ExecResult>,
): Promise<readonly string[]> {
  const ask = ['/bin/sh', '-c', 'id -u'];
  const isRoot = ({ code, stdout }: ExecResult) => code === 0 && stdout.trim() === '0';
  if (isRoot(await run(ask))) return [];
  const there = await run(['/bin/sh', '-c', 'command -v sudo']);
  if (there.code !== 0) throw new SshError(target, { code: 'no-sudo', reason: 'missing', said: '' });
  const tried = await run([...sudo, ...ask]);
  if (isRoot(tried)) return sudo;
  throw new SshError(target, { code: 'no-sudo', reason: 'refused', said: tried.stderr });
}

async function runSession(
  target: MachineTarget,
  master: Master,
  socket: string,
  argv: readonly string[],
  { input, timeoutS = defaultTimeoutS }: RunOptions,
): Promise<ExecResult> {
  const gone = master.ended();
  if (gone) throw new SshError(target, gone);
  const args = sessionArguments(target.ssh, socket, remoteCommand(argv));
  const timeout: SshFailure = { code: 'timeout', seconds: timeoutS };
  const late = new SshError(target, timeout);
  try {
    const result = await within(timeoutS, late, tryExec('ssh', args, { input, timeoutMs: timeoutS * 1000 }));
    if (result.code !== sshFailed) return result;
    const ended = master.ended() ?? (await lostMeanwhile(target, socket, result));
    if (ended) throw new SshError(target, ended);
    return result;
  } catch (error) {
    if (!(error instanceof ExecError)) throw error;
    throw new SshError(target, error.notFound ? { code: 'no-ssh' } : { code: 'other', said: error.output });
  }
}

/**
 * Not only tryExec's own limit: the shared connection has the pipes of a client that was killed, and keeps them open until
 * the command on the machine ends.
 */
function within<T>(seconds: number, late: Error, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(late), seconds * 1000);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** Whether the shared connection is why a command ended with 255: its socket does not answer. */
async function lostMeanwhile({ ssh }: MachineTarget, socket: string, { stderr }: ExecResult) {
  const asked = await tryExec('ssh', ['-O', 'check', ...sessionArguments(ssh, socket, 'true')], {
    timeoutMs: 10_000,
  }).catch(() => undefined);
  return asked?.code === 0 ? undefined : ({ code: 'lost', said: stderr.trim() } as const);
}
