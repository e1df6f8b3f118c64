import { type ChildProcess, spawn } from 'node:child_process';
import { searchingEnv } from '../../../base/exec';
import { masterArguments } from './arguments';
import { remoteCommand } from './remote-command';
import { SshError } from './ssh-error';
import { failureOf, type SshFailure } from './ssh-failure';
import type { MachineTarget } from './target';

/** The connection to a machine that all its commands share. It ends with this process, however that ends. */
export interface Master {
  /** What has ended it; undefined while it stands. */
  readonly ended: () => SshFailure | undefined;
  close(): Promise<void>;
}

/** The first word of a connection that stands, behind whatever a login prints. */
const ready = 'cni-testbed-connected';

/** Far beyond what ssh itself allows each of its steps: a jump host has steps of its own. */
const patienceMs = 90_000;

/** Connects and authenticates. @throws SshError */
export function openMaster(machine: MachineTarget, socket: string): Promise<Master> {
  // Its input is the lifeline: at its end `cat` ends, and with it the connection.
  const command = remoteCommand(['/bin/sh', '-c', 'printf "%s\\n" "$1"; exec cat >/dev/null', 'sh', ready]);
  const child = spawn('ssh', masterArguments(machine.ssh, socket, command), {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...searchingEnv(), LC_ALL: 'C' },
    detached: true, // Ctrl-C reaches the command alone, which closes in order
  });
  let said = '';
  let failure: SshFailure | undefined;
  child.stdin.on('error', () => {});
  child.stderr.on('data', (chunk) => {
    said = `${said}${chunk}`.slice(-8192);
  });
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  return new Promise((resolve, reject) => {
    let greeting = '';
    const refuse = (reason: SshFailure) => {
      clearTimeout(timer);
      failure ??= reason;
      reject(new SshError(machine, failure));
    };
    const timer = setTimeout(() => {
      refuse({ code: 'timeout', seconds: patienceMs / 1000 });
      child.kill('SIGKILL');
    }, patienceMs);
    child.stdout.on('data', (chunk) => {
      greeting = `${greeting}${chunk}`.slice(-8192);
      if (!greeting.split('\n').includes(ready)) return;
      clearTimeout(timer);
      said = '';
      resolve({ ended: () => failure, close: () => close(child, closed) });
    });
    child.once('error', ({ code, message }: NodeJS.ErrnoException) =>
      refuse(code === 'ENOENT' ? { code: 'no-ssh' } : { code: 'other', said: message }),
    );
    child.once('close', () => {
      refuse(failureOf(said));
      failure = { code: 'lost', said: said.trim() }; // what is asked of it afterwards
    });
  });
}

/** How long an end in order may take, in milliseconds. */
const closePatienceMs = 3000;

async function close(child: ChildProcess, closed: Promise<void>): Promise<void> {
  child.stdin?.end();
  const timer = setTimeout(() => child.kill('SIGTERM'), closePatienceMs);
  await closed;
  clearTimeout(timer);
}
