import type { Command } from 'commander';
import { checkMachines, type MachinesCheck, machineFindingLine } from '../../../run';
import { exitCode } from '../../exit-codes';
import type { Finish } from '../../finish';
import type { Streams } from '../../io/streams';
import { watched } from '../../io/watched';
import { addMachinesSpec, type MachinesFlags, machinesSource } from './machines-source';
import { addResetCommand } from './reset-command';
import { addSourcesCommand } from './sources-command';
import { addSwapCommand } from './swap-command';
import { addRerunCommand, addUpCommand } from './up-command';

interface CheckFlags extends MachinesFlags {
  readonly json?: boolean;
  readonly quiet?: boolean;
}

const help = `
Nothing changes on the machines. docs/machines.md says what the file holds, what is asked and which right it takes.
Exit code 3: something must be done first; 4: a machine cannot be reached, or cannot be asked everything.

Examples:
  testbed machines check machines.yaml
  testbed machines check machines.yaml --json | jq .findings`;

/** `testbed machines` */
export function machinesCommand(program: Command, streams: Streams, finish: Finish): void {
  const machines = program.command('machines').description('machines that you have, over SSH');
  addMachinesSpec(
    machines
      .command('check')
      .description('ask them all that could keep them from becoming the cluster of a spec'),
    'that lists them under machines.hosts',
  )
    .option('--json', 'print what was found as JSON')
    .option('--quiet', 'no progress')
    .addHelpText('after', help)
    .action(async (spec: string | undefined, flags: CheckFlags) => finish(await check(spec, flags, streams)));
  addSourcesCommand(machines, streams, finish);
  addUpCommand(machines, streams, finish);
  addSwapCommand(machines, streams, finish);
  addRerunCommand(machines, streams, finish);
  addResetCommand(machines, streams, finish);
}

const codes = { ready: exitCode.ok, trouble: exitCode.checkFailed, unread: exitCode.target } as const;

async function check(spec: string | undefined, flags: CheckFlags, streams: Streams): Promise<number> {
  const { json, quiet } = flags;
  const found = await watched(streams, { quiet }, (watcher) =>
    checkMachines(machinesSource(spec, flags), watcher),
  );
  streams.stdout.write(json ? `${JSON.stringify(found, null, 2)}\n` : `${textOf(found)}\n`);
  return codes[found.verdict];
}

function textOf({ machines, findings, verdict }: MachinesCheck): string {
  const lines = machines.flatMap((name) => {
    const own = findings.filter(({ machine }) => machine === name);
    return [
      `${name}: ${own.length === 0 ? 'ready' : `${own.length} found`}`,
      ...own.map((one) => `  ${machineFindingLine(one)}`),
    ];
  });
  return [
    ...lines,
    '',
    `${verdict.toUpperCase()}: ${machines.length} machines, ${findings.length} findings`,
  ].join('\n');
}
