/** `build`: everything that clusters need, into the cache folder. */
import type { Command } from 'commander';
import { sayer } from '../say';
import { preparedParts, refuseLacking } from './prepared-parts';

/** Adds the command. */
export function buildCommand(program: Command): void {
  program
    .command('build')
    .description('build what clusters need, once')
    .option('--check', 'only say what this machine lacks for it', false)
    .option('--cni <names...>', 'for these CNIs', ['flannel', 'cilium'])
    .action(async ({ cni, check }: { readonly cni: readonly string[]; readonly check: boolean }) => {
      if (!check)
        return void (await preparedParts(
          cni.map((name) => ({ cni: name })),
          sayer(),
        ));
      refuseLacking(cni);
      process.stdout.write(`This machine has what real clusters need, of ${cni.join(', ')}.\n`);
    });
}
