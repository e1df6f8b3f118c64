import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { searchingEnv } from '../../base/exec';
import { whyNotRun } from '../../base/find-program';
import { exitCode } from '../exit-codes';
import { quoted } from './quoted';
import type { Output } from './streams';

/** Says why a command cannot be run, and returns the exit code that shells have for it; undefined where it can be. */
export function objection(program: string, stderr: Output): number | undefined {
  const obstacle = whyNotRun(program);
  if (!obstacle) return undefined;
  stderr.write(`error: ${quoted(program)} cannot be run: ${obstacle.reason}\n`);
  return obstacle.code;
}

/**
 * Runs a command on this process' own streams, and returns its exit code; 128 and more: a signal ended it. What Ctrl-C
 * means is the command's to say, which hears of it as well: this process waits for it. Other signals are passed on.
 */
export async function runCommand(
  [program, ...args]: readonly [string, ...string[]],
  env: Readonly<Record<string, string>> = {},
): Promise<number> {
  const wait = () => {};
  const passOn = (signal: NodeJS.Signals) => child.kill(signal);
  // Before the command is there: it may be quick.
  process.on('SIGINT', wait).on('SIGTERM', passOn).on('SIGHUP', passOn);
  const child = spawn(program, args, { stdio: 'inherit', env: searchingEnv({ ...process.env, ...env }) });
  try {
    return await new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (code, signal) =>
        resolve(signal ? 128 + constants.signals[signal] : (code ?? exitCode.target)),
      );
    });
  } finally {
    process.off('SIGINT', wait).off('SIGTERM', passOn).off('SIGHUP', passOn);
  }
}
