/** The command itself, in a process of its own that can be interrupted and killed. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../../lib/base/package-root';

const script = join(packageRoot, 'dist/testbed.js');

/** Why it cannot be run; undefined where it can. */
export const lackOfCommand = (): string | undefined =>
  existsSync(script) ? undefined : 'npm run build has not been run';

/** A command that runs. */
export interface RunningCommand {
  readonly child: ChildProcess;
  /** What it has said so far. */
  readonly said: () => string;
  /** Its exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>;
  /** Waits until it has said something like that; fails where it ends before. */
  saying(pattern: RegExp): Promise<void>;
}

/** Starts `testbed …`. */
export function startCommand(argv: readonly string[], env: NodeJS.ProcessEnv = {}): RunningCommand {
  const child = spawn(process.execPath, [script, ...argv], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  let said = '';
  let over = false;
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      said += chunk;
    });
  const ended = new Promise<number | NodeJS.Signals>((resolve) =>
    child.on('close', (code, signal) => {
      over = true;
      resolve(code ?? signal!);
    }),
  );
  return {
    ...{ child, ended, said: () => said },
    async saying(pattern) {
      while (!pattern.test(said)) {
        if (over) throw new Error(`it ended before it said ${pattern}: ${said}`);
        await new Promise((wake) => setTimeout(wake, 20));
      }
    },
  };
}
