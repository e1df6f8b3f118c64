/** `swap`: CNIs one after the other on one cluster, with nothing left between. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { configurationNamed } from '../run/matrix';
import { recordSwaps } from '../run/record';
import { swapCnis } from '../run/swap';
import { preparedRun } from './prepared-parts';

/** Adds the command. */
export function swapCommand(program: Command): void {
  program
    .command('swap')
    .description('install, uninstall and clean up one CNI after the other on one cluster')
    .argument('<names...>', 'configurations in this order, such as flannel-vxlan cilium-vxlan flannel-vxlan')
    .option('--out <folder>', 'where lists, results and logs go', 'real-results')
    .option('--record', 'keep it in test/real/recorded, for docs/real.md', false)
    .action(async (names: readonly string[], flags: { readonly out: string; readonly record: boolean }) => {
      const configurations = names.map(configurationNamed);
      const settings = await preparedRun(configurations, join(flags.out, 'swap'));
      const rows = await swapCnis(configurations, settings);
      if (flags.record) recordSwaps(rows);
      writeFileSync(join(settings.out, 'swaps.json'), `${JSON.stringify(rows, null, 2)}\n`);
      for (const { from, to, left, leftThen, pass, fail } of rows)
        process.stdout.write(
          `${from} → ${to}: ${left} things left, ${leftThen} after the printed commands; then ${pass} checks passed, ${fail} failed\n`,
        );
      process.exitCode = rows.every(
        ({ leftThen, fail, mispredicted }) => leftThen + fail + mispredicted === 0,
      )
        ? 0
        : 1;
    });
}
