/** `machines`: a cluster on machines with systemd and sshd, by the product's commands alone. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { rowOf } from '../machines/row';
import { runMachines } from '../machines/run-machines';
import { nameOf } from '../run/configuration';
import { recordMachines } from '../run/record';
import { addClusterOptions, type ClusterFlags, configurationOf } from './options';
import { preparedRun } from './prepared-parts';

/** Adds the command. */
export function machinesCommand(program: Command): void {
  addClusterOptions(
    program
      .command('machines')
      .description('start bare machines, and let `testbed machines` check, bring up, swap and reset them'),
  )
    .option('--to <mode>', 'mode that they are swapped to', 'host-gw')
    .option('--record', 'keep its figures in test/real/recorded, for docs/real.md', false)
    .action(async (flags: ClusterFlags & { readonly to: string; readonly record: boolean }) => {
      const configuration = configurationOf(flags);
      const settings = await preparedRun(
        [configuration],
        join(flags.out, `${nameOf(configuration)}-machines`),
      );
      const run = await runMachines(configuration, settings, flags.to);
      writeFileSync(join(settings.out, 'machines.json'), `${JSON.stringify(run, null, 2)}\n`);
      if (flags.record) recordMachines(rowOf(nameOf(configuration), settings.parts.versions, run));
      for (const line of run.wrong) process.stdout.write(`${line}\n`);
      process.exitCode = run.wrong.length === 0 ? 0 : 1;
    });
}
