/** `measure`: CNIs on clusters that stand side by side, measured in turns. */
import { join } from 'node:path';
import type { Command } from 'commander';
import { configurationNamed, matrixNames } from '../run/matrix';
import { measureInTurns } from '../run/measure';
import { preparedRun } from './prepared-parts';

/** Adds the command. */
export function measureCommand(program: Command): void {
  program
    .command('measure')
    .description('start two clusters or more side by side and measure them in turns with `testbed measure`')
    .argument('<names...>', `of ${matrixNames.join(', ')}`)
    .option('--out <folder>', 'where measurements and pages go', 'real-results')
    .option('--with <words...>', 'further options of `testbed measure`, such as --with=--blocks=6', [])
    .action(
      async (names: readonly string[], flags: { readonly out: string; readonly with: readonly string[] }) => {
        const configurations = names.map(configurationNamed);
        const settings = await preparedRun(configurations, join(flags.out, `measured-${names.join('-')}`));
        process.stdout.write(await measureInTurns(configurations, settings, flags.with));
      },
    );
}
