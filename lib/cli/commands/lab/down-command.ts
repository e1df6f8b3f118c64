import type { Command } from 'commander';
import { endLab, isLabUp } from '../../../run';
import { exitCode } from '../../exit-codes';
import type { Finish } from '../../finish';
import type { Streams } from '../../io/streams';

interface DownFlags {
  readonly name: string;
  readonly ifUp?: boolean;
  readonly quiet?: boolean;
}

/** `testbed down` */
export function downCommand(program: Command, { stdout }: Streams, finish: Finish): void {
  program
    .command('down')
    .description('take a lab down')
    .option('--name <name>', 'name of the lab', 'testbed')
    .option('--if-up', 'where there is no such lab, say so and end with exit code 0')
    .option('-q, --quiet', 'print nothing')
    .addHelpText('after', '\nExamples:\n  testbed down\n  testbed down --name second')
    .action(async ({ name, ifUp, quiet }: DownFlags) => {
      const isGone = ifUp && !isLabUp(name);
      if (!isGone) await endLab(name);
      const text = isGone
        ? `No lab named ${name} is up: there is nothing to take down.`
        : `Lab ${name} is down.`;
      if (!quiet) stdout.write(`${text}\n`);
      finish(exitCode.ok);
    });
}
