/** Programs that live until we end: they read a pipe of ours, which the kernel closes even after kill -9. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** A program that is held. */
export interface Held {
  /** Process id. */
  readonly pid: number;
  /** Lets it go and waits for its end. */
  readonly release: () => Promise<void>;
}

/** Starts a program and waits until it says `ready` on a line of its own. @throws Error with what it said instead */
export async function hold(program: string, args: readonly string[]): Promise<Held> {
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'] });
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()));
  await ready(child, program);
  const release = async () => {
    child.stdin?.destroy();
    await ended;
  };
  return { pid: child.pid!, release };
}

function ready(child: ChildProcess, program: string): Promise<void> {
  let said = '';
  child.stderr!.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-4_000);
  });
  child.stdin!.on('error', () => {}); // it may end first
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) =>
      reject(new Error(`${program} ended with ${code} before it was ready: ${said}`)),
    );
    createInterface({ input: child.stdout! }).on('line', (line) => {
      if (line === 'ready') resolve();
    });
  });
}
