import type { Command } from 'commander';
import { oneLine } from '../../../base/plain-text';
import { awaitStack, statusOfStack } from '../../../run';
import { exitCode, UsageError } from '../../exit-codes';
import type { Finish } from '../../finish';
import { exampleStack } from '../../io/example-stack';
import type { Streams } from '../../io/streams';
import { wholeNumberOption } from '../../options/whole-number';

interface StatusFlags {
  readonly wait?: boolean;
  /** Seconds. */
  readonly timeout?: number;
}

/** `testbed status` */
export function statusCommand(program: Command, streams: Streams, finish: Finish): void {
  program
    .command('status')
    .description('the step of each node of a stack on a cloud, while it boots and after')
    .argument('<stack>', `name of the stack, such as ${exampleStack}`)
    .option('--wait', 'wait until all nodes are Ready, and say what each is doing')
    .addOption(
      wholeNumberOption('--timeout <seconds>', 'how long to wait (default: 2400); with --wait', {
        most: 999_999,
        unit: 'seconds',
      }),
    )
    .addHelpText(
      'after',
      `\nExamples:\n  testbed status ${exampleStack}\n  testbed status ${exampleStack} --wait --timeout 1200`,
    )
    .action(async (stack: string, flags: StatusFlags) => finish(await showStatus(stack, flags, streams)));
}

async function showStatus(stack: string, { wait, timeout }: StatusFlags, streams: Streams): Promise<number> {
  if (timeout !== undefined && !wait)
    throw new UsageError('--timeout: it is for waiting; add --wait, or leave it out');
  const { statusText } = await import('../../../provision/watch');
  const status = wait ? await awaited(stack, timeout, streams) : await statusOfStack(stack);
  streams.stdout.write(`${statusText(status)}\n`);
  return status.state === 'failed' ? exitCode.target : exitCode.ok;
}

/** The status when all nodes are Ready. Each change goes to stdout; to stderr, that the stack could not be asked. */
async function awaited(stack: string, timeoutS: number | undefined, { stdout, stderr }: Streams) {
  const { nameWidth, nodeStatusLine } = await import('../../../provision/watch');
  return awaitStack(stack, {
    timeoutS,
    onChange: (node, all) => stdout.write(`${nodeStatusLine(node, nameWidth(all))}\n`),
    onTrouble: ({ message }) => stderr.write(`note: ${oneLine(message)}; it may pass, so the wait goes on\n`),
  });
}
