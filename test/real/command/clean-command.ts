/** `clean`: what stays behind clusters that were killed. */
import { join } from 'node:path';
import type { Command } from 'commander';
import { cacheFolder } from '../build/cache';
import { removeDead } from '../cluster/run-folder';

/** Adds the command. */
export function cleanCommand(program: Command): void {
  program
    .command('clean')
    .description('remove what clusters left behind that were killed (the next run does so too)')
    .action(() => {
      const removed = removeDead(join(cacheFolder, 'run'));
      process.stdout.write(
        removed.length === 0
          ? 'Nothing was left behind.\n'
          : `Removed what ${removed.length} clusters had left.\n`,
      );
    });
}
