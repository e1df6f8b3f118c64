import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { searchingEnv } from '../../base/exec';
import { packageRoot } from '../../base/package-root';
import type { Invocation } from '../reach/reach';

/** A program that forwards a port for as long as this process wants it, and no longer than it lives. */
export interface Forwarding {
  /** What the program had said when it ended, by itself or not. */
  readonly ended: Promise<string>;
  /** Ends the program, and waits until it has and the folder is removed. */
  end(): Promise<void>;
}

/** Characters of what the program says that are kept. */
const mostSaid = 2000;

/** Starts it. @param folder removed when the program ends, whatever becomes of this process */
export function startForwarding(folder: string, { program, args, env }: Invocation): Forwarding {
  const script = join(packageRoot, 'lib', 'provision', 'connect', 'while-held.sh');
  // Its own session: Ctrl-C reaches this process alone, which may need the connection to clean up.
  const child = spawn('bash', [script, folder, program, ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: searchingEnv({ ...process.env, ...env }),
    detached: true,
  });
  child.stdin.on('error', () => {}); // it may have ended already
  const ended = saidUntilEnd(child);
  return {
    ended,
    end: async () => {
      child.stdin.end();
      await ended;
    },
  };
}

function saidUntilEnd(child: ChildProcessByStdio<Writable, Readable, Readable>): Promise<string> {
  let said = '';
  const hear = (chunk: Buffer) => {
    said = `${said}${chunk}`.slice(-mostSaid);
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  return new Promise((resolve) => {
    child.on('error', ({ message }) => resolve(message));
    child.on('close', () => resolve(said));
  });
}
