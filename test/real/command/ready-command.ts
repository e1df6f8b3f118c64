/** `ready`: how soon a cluster is ready when it gets its CNI. */
import { join } from 'node:path';
import type { Command } from 'commander';
import { configurationNamed, matrixNames } from '../run/matrix';
import { measureReady } from '../run/ready';
import { preparedRun } from './prepared-parts';

/** Adds the command. */
export function readyCommand(program: Command): void {
  program
    .command('ready')
    .description(
      'start a cluster, and measure with `testbed measure --only ready` while its CNI is installed',
    )
    .argument('<name>', `of ${matrixNames.join(', ')}`)
    .option('--out <folder>', 'where measurements and pages go', 'real-results')
    .option('--with <words...>', 'further options of `testbed measure`', [])
    .action(async (name: string, flags: { readonly out: string; readonly with: readonly string[] }) => {
      const configuration = configurationNamed(name);
      const settings = await preparedRun([configuration], join(flags.out, `ready-${name}`));
      process.stdout.write(await measureReady(configuration, settings, flags.with));
    });
}
