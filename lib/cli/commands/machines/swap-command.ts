import type { Command } from 'commander';
import { shellWords } from '../../../base/shell-words';
import { swapMachines } from '../../../run';
import { UsageError } from '../../exit-codes';
import type { Finish } from '../../finish';
import type { Streams } from '../../io/streams';
import { addReportFiles } from '../../options/report-options';
import { bringingUp, type UpFlags, withTimeout } from './bringing-up';
import { addMachinesSpec, machinesSource, machinesWords } from './machines-source';

interface SwapFlags extends UpFlags {
  readonly cni?: string;
  readonly mode?: string;
}

const help = `
The cluster of the testbed's that runs there is taken off, the machines are proved clean, and the other one is brought up:
addresses, machines and kernel stay, so that a comparison is of the CNIs alone. The file stays as it is: up with it swaps
back. The same again goes on from where it was cut off, and reset takes off whatever is there.

Examples:
  testbed machines swap machines.yaml --cni calico
  testbed machines swap machines.yaml --cni cilium --mode native --json cilium.json`;

/** `testbed machines swap` */
export function addSwapCommand(machines: Command, streams: Streams, finish: Finish): void {
  withTimeout(
    addReportFiles(
      addMachinesSpec(
        machines
          .command('swap')
          .description('give them another CNI or mode, proved clean between, and judge what the Jobs find'),
        'that lists them under machines.hosts',
      )
        .option('--cni <name>', 'CNI that they get (default: that of the spec)')
        .option(
          '--mode <name>',
          "its mode (default: the spec's, where it has the same CNI; else the CNI's first)",
        )
        .option('--stack <name>', 'name of the stack (default: machines- and its CNI)'),
    ),
  )
    .addHelpText('after', help)
    .action(async (spec: string | undefined, flags: SwapFlags) => finish(await swap(spec, flags, streams)));
}

async function swap(spec: string | undefined, flags: SwapFlags, streams: Streams): Promise<number> {
  const { cni, mode, stack } = flags;
  if (cni === undefined && mode === undefined)
    throw new UsageError('name the CNI that they get: --cni, or another --mode of that in the spec');
  const again = shellWords([
    ...['testbed', 'machines', 'swap'],
    ...machinesWords(spec, flags),
    ...(cni === undefined ? [] : ['--cni', cni]),
    ...(mode === undefined ? [] : ['--mode', mode]),
    ...(stack === undefined ? [] : ['--stack', stack]),
  ]);
  const source = machinesSource(spec, flags);
  return bringingUp((options) => swapMachines(source, { cni, mode }, options), again, flags, streams);
}
