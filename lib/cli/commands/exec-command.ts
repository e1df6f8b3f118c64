import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import type { Command } from 'commander';
import { searchingEnv } from '../../base/exec';
import { whyNotRun } from '../../base/find-program';
import { commandInLab } from '../../run';
import { exitCode } from '../exit-codes';
import type { Finish } from '../finish';
import { quoted } from '../io/quoted';
import type { Streams } from '../io/streams';

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
      const obstacle = whyNotRun(command[0]);
      if (!obstacle) return finish(await run(words));
      stderr.write(`error: ${quoted(command[0])} cannot be run: ${obstacle.reason}\n`);
      finish(obstacle.code);
    });
}

/** The program's exit code, its streams being this process' own. */
function run([program, ...args]: readonly [string, ...string[]]): Promise<number> {
  const child = spawn(program, args, { stdio: 'inherit', env: searchingEnv() });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) =>
      resolve(signal ? 128 + constants.signals[signal] : (code ?? exitCode.target)),
    );
  });
}
