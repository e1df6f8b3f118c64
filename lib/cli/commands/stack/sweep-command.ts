import type { Command } from 'commander';
import { type Leftover, leftByStack } from '../../../run';
import { exitCode } from '../../exit-codes';
import type { Finish } from '../../finish';
import { exampleStack } from '../../io/example-stack';
import type { Streams } from '../../io/streams';
import { saidYes } from '../../io/yes';

const help = `
For after a deploy that was killed: it lists what carries the stack's tags and is not in Terraform's state, with what it
costs, and removes it after a yes. What another state of the same stack and name has made in the account is listed too.
Exit code 3: something is left.

Examples:
  testbed sweep ${exampleStack}
  testbed sweep ${exampleStack} --yes`;

/** `testbed sweep` */
export function sweepCommand(program: Command, streams: Streams, finish: Finish): void {
  program
    .command('sweep')
    .description('what a killed deploy of a stack on a cloud has left: listed, and removed after a yes')
    .argument('<stack>', `name of the stack, such as ${exampleStack}`)
    .option('--yes', 'remove it without a question')
    .addHelpText('after', help)
    .action(async (stack: string, { yes = false }: { yes?: boolean }) =>
      finish(await sweep(stack, yes, streams)),
    );
}

async function sweep(stack: string, yes: boolean, { stdout, stderr }: Streams): Promise<number> {
  const left = await leftByStack(stack);
  if (left.length === 0) {
    stdout.write(`nothing is left: all that carries the tags of ${stack} is in its state\n`);
    return exitCode.ok;
  }
  for (const one of left) stdout.write(`${leftoverLine(one)}\n`);
  stdout.write(`${sumOf(left)}\n`);
  if (!yes && !(await saidYes('Remove all of it?', stderr))) {
    stderr.write('nothing was removed; --yes does it without a question\n');
    return exitCode.checkFailed;
  }
  for (const one of left) {
    await one.remove();
    stdout.write(`removed ${one.kind} ${one.id}\n`);
  }
  return exitCode.ok;
}

function leftoverLine({ kind, id, about, hourUsd }: Leftover): string {
  const cost = hourUsd === undefined ? '' : `${hourUsd.toFixed(4)} US dollars an hour`;
  return [kind.padEnd(24), id, about, cost].filter(Boolean).join('  ');
}

function sumOf(left: readonly Leftover[]): string {
  const sum = left.reduce((total, { hourUsd = 0 }) => total + hourUsd, 0);
  return `${left.length} in all, ${sum.toFixed(4)} US dollars an hour by list prices of us-east-1`;
}
