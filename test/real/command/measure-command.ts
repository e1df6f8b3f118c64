/** `measure`: CNIs on clusters that stand side by side, measured in turns. */
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { nameOf } from '../run/configuration';
import { matrix } from '../run/matrix';
import { measureInTurns } from '../run/measure';
import { sayer } from '../run/say';
import { preparedParts } from './prepared-parts';

/** Adds the command. */
export function measureCommand(program: Command): void {
  program
    .command('measure')
    .description('start two clusters or more side by side and measure them in turns with `testbed measure`')
    .argument('<names...>', `of ${matrix.map(nameOf).join(', ')}`)
    .option('--out <folder>', 'where measurements and pages go', 'real-results')
    .option('--with <words...>', 'further options of `testbed measure`, such as --with=--blocks=6', [])
    .action(
      async (names: readonly string[], flags: { readonly out: string; readonly with: readonly string[] }) => {
        const configurations = names.map(configurationNamed);
        const say = sayer();
        const parts = await preparedParts([...new Set(configurations.map(({ cni }) => cni))], say);
        const out = resolve(join(flags.out, `measured-${names.join('-')}`));
        mkdirSync(out, { recursive: true });
        process.stdout.write(await measureInTurns(configurations, { parts, out, say }, flags.with));
      },
    );
}

/** The configuration of a name of the matrix. @throws Error with all names */
export function configurationNamed(name: string) {
  const found = matrix.find((one) => nameOf(one) === name);
  if (found) return found;
  throw new Error(
    `there is no configuration ${JSON.stringify(name)}: choose of ${matrix.map(nameOf).join(', ')}`,
  );
}
