import type { Command } from 'commander';
import { commandInLab } from '../../../run';
import type { Finish } from '../../finish';
import { objection, runCommand } from '../../io/run-command';
import type { Streams } from '../../io/streams';

/** `testbed exec` */
export function execCommand(program: Command, { stderr }: Streams, finish: Finish): void {
  program
    .command('exec')
    .description('run a command inside a node or pod of a lab')
    .argument('<where>', 'worker-1, node:worker-1, pod:worker-1/0, switch.a, router')
    .argument('<command...>', 'the command and its arguments, after --')
    .option('--name <name>', 'name of the lab', 'testbed')
    .showHelpAfterError('(put -- in front of the command: testbed exec worker-1 -- ls -l)')
    .addHelpText(
      'after',
      "\nThe exit code is the command's own; 126: it cannot be executed, 127: there is no such command,\n128 and more: a signal ended it.\n\nExamples:\n  testbed exec worker-1 -- ip route\n  testbed exec pod:worker-1/0 -- ip addr\n  testbed exec worker-1 -- bridge fdb show dev flannel.1",
    )
    .action(async (where: string, command: [string, ...string[]], { name }: { name: string }) => {
      const words = commandInLab(name, where, command);
      finish(objection(command[0], stderr) ?? (await runCommand(words)));
    });
}
