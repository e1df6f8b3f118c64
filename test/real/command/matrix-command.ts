/** `matrix`: one cluster after the other, and the table of what they showed. */
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { missing, type Parts } from '../build';
import { type Configuration, nameOf } from '../run/configuration';
import { matrix, matrixNames } from '../run/matrix';
import { recordRow } from '../run/record';
import type { Row } from '../run/row';
import { runOnce } from '../run/run-once';
import { clusterTable } from '../run/table';
import { type Say, sayer } from '../say';
import { preparedParts } from './prepared-parts';

interface MatrixFlags {
  readonly only?: readonly string[];
  readonly record: boolean;
  readonly out: string;
}

/** Adds the command. */
export function matrixCommand(program: Command): void {
  program
    .command('matrix')
    .description('every configuration of docs/real.md, each on a new cluster')
    .option('--only <names...>', `of ${matrixNames.join(', ')}`)
    .option(
      '--record',
      'keep results and figures in test/real/recorded, for docs/real.md and for tests',
      false,
    )
    .option('--out <folder>', 'where results, captures, reports and logs go', 'real-results')
    .action(async (flags: MatrixFlags) => {
      const chosen = matrix.filter((one) => flags.only?.includes(nameOf(one)) ?? true);
      process.exitCode = (await runMatrix(chosen, flags, sayer())) ? 0 : 1;
    });
}

/** Whether everything passed as predicted. */
async function runMatrix(chosen: readonly Configuration[], flags: MatrixFlags, say: Say): Promise<boolean> {
  const possible = chosen.filter(({ cni }) => !skipped(cni, say));
  const parts = await preparedParts(possible, say);
  const rows: Row[] = [];
  let broken = false;
  for (const configuration of possible) {
    const row = await tried(configuration, flags, parts, say);
    if (row) rows.push(row);
    else broken = true;
  }
  process.stdout.write(`\n${clusterTable(rows).join('\n')}\n`);
  return !broken && rows.every(({ fail, mispredicted }) => fail === 0 && mispredicted === 0);
}

/** Says why the CNI cannot run here, once for each configuration of it that is left out. */
function skipped(cni: string, say: Say): boolean {
  const always = new Set(missing([]).map(({ what }) => what));
  const lacking = missing([cni]).filter(({ what }) => !always.has(what));
  for (const { what, how } of lacking) say(`skipped: ${cni}: ${what} is missing: ${how}`);
  return lacking.length > 0;
}

/** undefined where there was no cluster to test. One that fails must not keep the others from running. */
async function tried(
  configuration: Configuration,
  flags: MatrixFlags,
  parts: Parts,
  say: Say,
): Promise<Row | undefined> {
  const settings = { parts, out: resolve(join(flags.out, nameOf(configuration))), say };
  try {
    const { row } = await runOnce(configuration, settings);
    if (flags.record) recordRow(row, settings);
    return row;
  } catch (error) {
    say(`FAILED ${nameOf(configuration)}: ${(error as Error).message}`);
    return undefined;
  }
}
