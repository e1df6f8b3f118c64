/** `faults`: what the product says of faults that are made by hand on a real cluster. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { isAsItShould, realFaults, runFaults } from '../faults/run-faults';
import { nameOf } from '../run/configuration';
import { recordFaults } from '../run/record';
import { withCluster } from '../run/standing';
import { addClusterOptions, type ClusterFlags, configurationOf } from './options';
import { preparedRun } from './prepared-parts';

/** Adds the command. */
export function faultsCommand(program: Command): void {
  addClusterOptions(
    program.command('faults').description('break a real cluster by hand, and see what the product says'),
  )
    .option('--only <names...>', `of ${realFaults.map(({ name }) => name).join(', ')}`)
    .option('--record', 'keep it in test/real/recorded, for docs/real.md', false)
    .action(async (flags: ClusterFlags & { readonly only?: readonly string[]; readonly record: boolean }) => {
      const configuration = configurationOf(flags);
      const settings = await preparedRun([configuration], join(flags.out, `${nameOf(configuration)}-faults`));
      const rows = await withCluster(configuration, settings, (standing) =>
        runFaults(standing, settings, flags.only),
      );
      if (flags.record)
        recordFaults({ name: nameOf(configuration), rows, date: new Date().toISOString().slice(0, 10) });
      writeFileSync(join(settings.out, 'faults.json'), `${JSON.stringify(rows, null, 2)}\n`);
      for (const { name, failed, others, cause, ...row } of rows)
        process.stdout.write(
          `${isAsItShould({ ...row, others }) ? 'ok     ' : 'NOT OK '} ${name}: ${failed} failed; ${cause ?? 'no cause'}\n${others.map((other) => `    beside it: ${other}\n`).join('')}`,
        );
      process.exitCode = rows.every(isAsItShould) ? 0 : 1;
    });
}
