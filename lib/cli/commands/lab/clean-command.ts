import type { Command } from 'commander';
import { counted } from '../../../report';
import { cleanLabs } from '../../../run';
import { exitCode } from '../../exit-codes';
import type { Finish } from '../../finish';
import type { Streams } from '../../io/streams';

/** `testbed clean` */
export function cleanCommand(program: Command, { stdout }: Streams, finish: Finish): void {
  program
    .command('clean')
    .description('take down every lab of this user, and remove whatever killed labs and connections left')
    .addHelpText('after', '\nExamples:\n  testbed clean')
    .action(async () => {
      const { labs, leftovers } = await cleanLabs();
      stdout.write(`${counted(labs, 'lab')} taken down, ${counted(leftovers, 'leftover')} removed.\n`);
      finish(exitCode.ok);
    });
}
