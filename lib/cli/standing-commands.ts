/** Commands about labs that are up: ls, down, exec, clean. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import type { Command } from 'commander';
import { cleanAll } from '../local/clean';
import { enterNamespace } from '../local/exec-in-lab';
import { takeDown } from '../local/lab';
import { livingLabs, standingLab } from '../local/lab-store';
import { parseSpec } from '../plan';
import { counted, table } from '../report';
import { testbed } from '../testbed';
import { exitCode } from './exit-codes';
import { labName } from './lab-options';
import type { Streams } from './streams';
import type { Finish } from './testbed-program';

export function lsCommand(program: Command, { stdout }: Streams, finish: Finish): void {
  program
    .command('ls')
    .description('list the labs that are up')
    .option('--json', 'as JSON')
    .action(({ json }: { json?: boolean }) => {
      const labs = livingLabs().labs.map(({ name, createdAt, spec, holder, builder }) => {
        const { cni, choice, plan } = testbed(parseSpec(spec));
        return {
          name,
          cni: cni.name,
          mode: choice.mode.name,
          nodes: plan.nodes.length,
          pods: plan.nodes.reduce((sum, node) => sum + node.pods.length, 0),
          state: holder ? 'up' : 'building',
          pid: (holder ?? builder).pid,
          createdAt,
        };
      });
      if (json) stdout.write(`${JSON.stringify(labs, null, 2)}\n`);
      else if (labs.length === 0) stdout.write('No lab is up.\n');
      else
        stdout.write(
          `${table(
            ['NAME', 'CNI', 'MODE', 'NODES', 'PODS', 'STATE', 'PID', 'SINCE'],
            labs.map((lab) => [
              lab.name,
              lab.cni,
              lab.mode,
              `${lab.nodes}`,
              `${lab.pods}`,
              lab.state,
              `${lab.pid}`,
              lab.createdAt,
            ]),
          )}\n`,
        );
      finish(exitCode.ok);
    });
}

export function downCommand(program: Command, { stdout }: Streams, finish: Finish): void {
  program
    .command('down')
    .description('take a lab down')
    .option('--name <name>', 'name of the lab', 'testbed')
    .option('-q, --quiet', 'print nothing')
    .action(async ({ name, quiet }: { name: string; quiet?: boolean }) => {
      await takeDown(standingLab(labName(name)));
      livingLabs();
      if (!quiet) stdout.write(`Lab ${name} is down.\n`);
      finish(exitCode.ok);
    });
}

export function execCommand(program: Command, _streams: Streams, finish: Finish): void {
  program
    .command('exec')
    .description('run a command inside a node or pod of a lab')
    .argument('<where>', 'worker-1, node:worker-1, pod:worker-1/0, switch.a, router')
    .argument('<command...>', 'the command and its arguments, after --')
    .option('--name <name>', 'name of the lab', 'testbed')
    .addHelpText(
      'after',
      '\nExamples:\n  testbed exec worker-1 -- ip route\n  testbed exec pod:worker-1/0 -- ip addr\n  testbed exec worker-1 -- bridge fdb show dev flannel.1',
    )
    .action(async (where: string, command: string[], { name }: { name: string }) => {
      const [program_, ...args] = enterNamespace(standingLab(labName(name)), where, command);
      const child = spawn(program_!, args, { stdio: 'inherit' });
      const [code, signal] = await once(child, 'close');
      finish(signal ? 128 + constants.signals[signal as NodeJS.Signals] : (code ?? exitCode.target));
    });
}

export function cleanCommand(program: Command, { stdout }: Streams, finish: Finish): void {
  program
    .command('clean')
    .description('take down every lab of this user, and remove whatever a killed one left')
    .action(async () => {
      const { labs, leftovers } = await cleanAll();
      stdout.write(`${counted(labs, 'lab')} taken down, ${counted(leftovers, 'leftover')} removed.\n`);
      finish(exitCode.ok);
    });
}
