/** `measure`: CNIs on clusters that stand side by side, measured in turns. */
import { join } from 'node:path';
import type { Command } from 'commander';
import { configurationNamed, matrixNames } from '../run/matrix';
import { measureInTurns } from '../run/measure';
import { recordMeasured } from '../run/record';
import { preparedRun } from './prepared-parts';

interface MeasureFlags {
  readonly out: string;
  readonly record?: true;
  readonly with: readonly string[];
}

/** Adds the command. */
export function measureCommand(program: Command): void {
  program
    .command('measure')
    .description('start two clusters or more side by side and measure them in turns with `testbed measure`')
    .argument('<names...>', `of ${matrixNames.join(', ')}`)
    .option('--out <folder>', 'where measurements and pages go', 'real-results')
    .option('--record', 'keep the measurements for tests and docs/measuring.md')
    .option('--with <words...>', 'further options of `testbed measure`, such as --with=--blocks=6', [])
    .action(async (names: readonly string[], flags: MeasureFlags) => {
      const configurations = names.map(configurationNamed);
      const settings = await preparedRun(configurations, join(flags.out, `measured-${names.join('-')}`));
      process.stdout.write(await measureInTurns(configurations, settings, flags.with));
      if (flags.record) recordMeasured(settings);
    });
}
