/** `machines`: a cluster on machines with systemd and sshd, by the product's commands alone. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { runMachines } from '../machines/run-machines';
import { nameOf } from '../run/configuration';
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
    .action(async (flags: ClusterFlags & { readonly to: string }) => {
      const configuration = configurationOf(flags);
      const settings = await preparedRun(
        [configuration],
        join(flags.out, `${nameOf(configuration)}-machines`),
      );
      const run = await runMachines(configuration, settings, flags.to);
      writeFileSync(join(settings.out, 'machines.json'), `${JSON.stringify(run, null, 2)}\n`);
      for (const line of [...run.wrong, ...run.left]) process.stdout.write(`${line}\n`);
      process.exitCode = run.wrong.length === 0 ? 0 : 1;
    });
}
