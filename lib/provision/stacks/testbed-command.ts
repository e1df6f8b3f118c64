import { packageName } from '../../base/package-root';
import type { LocalCommand } from './terraform-data';

/**
 * Finds the command line as Node finds any package: in `node_modules` beside Terraform's working folder, and in every
 * folder above it; a clone of this project finds itself. So the stack names no folder of the machine that wrote it.
 * Terraform prints this each time, which is why the words for a failure are in the environment.
 */
const loader = [
  `try { require.resolve('${packageName}/testbed') }`,
  'catch { console.error(process.env.TESTBED_NOT_FOUND, process.cwd()); process.exit(4) }',
  `process.argv = process.argv.concat(process.argv.pop().split(' ')); require('${packageName}/testbed')`,
].join(' ');

const notFound = `error: the package ${packageName} is not installed where the stack is deployed. Install it in a folder above, or set projectPath of the stack. It was looked for from`;

/**
 * `testbed ARGUMENTS` as Terraform runs it: with no shell, so that it is the same on every system.
 * @throws Error where an argument has a blank, which separates them
 */
export function testbedCommand(
  args: readonly string[],
  { workingDir, environment, when }: Omit<LocalCommand, 'interpreter' | 'command'>,
): LocalCommand {
  for (const argument of args)
    if (/\s/.test(argument) || argument === '')
      throw new Error(`${JSON.stringify(argument)} is part of a command that Terraform runs: use no blanks`);
  return {
    interpreter: ['node', '-e', loader],
    command: ['testbed', ...args].join(' '),
    workingDir,
    environment: { ...environment, TESTBED_NOT_FOUND: notFound },
    when,
  };
}
