import { oneLine } from '../../base/plain-text';
import { TargetError } from '../../base/target-error';
import type { Connected } from './remote';
import type { RunOptions } from './ssh';

/**
 * What a command prints that root runs on a machine.
 * @throws TargetError where it fails, with the machine, the command and its last words
 */
export async function asRoot(
  { name, remote }: Connected,
  argv: readonly string[],
  options: Omit<RunOptions, 'sudo'> = {},
): Promise<string> {
  const { code, stdout, stderr } = await remote.run(argv, { ...options, sudo: true });
  if (code === 0) return stdout;
  const words = oneLine(stderr.trim().split('\n').slice(-3).join(' / ')) || 'it says nothing';
  throw new TargetError(
    `${name}: ${shown(argv)} ended with exit code ${code}: ${words}`,
    `Mend that on ${name}, and do the same again: it goes on from there`,
  );
}

/** The same of a script of `sh` with arguments. */
export function shAsRoot(
  on: Connected,
  script: string,
  args: readonly string[] = [],
  input?: string,
): Promise<string> {
  return asRoot(on, ['/bin/sh', '-c', script, 'sh', ...args], { input, timeoutS: 600 });
}

/** A script's text is no part of an error. */
function shown(argv: readonly string[]): string {
  const [program, flag, , ...rest] = argv;
  return oneLine((program === '/bin/sh' && flag === '-c' ? ['sh', '-c', '…', ...rest] : argv).join(' '));
}
