/** `run`: one cluster with one CNI, from nothing to a tested cluster and back. */
import { join } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { nameOf } from '../run/configuration';
import { recordRepeats, recordRow } from '../run/record';
import { runOnce } from '../run/run-once';
import { addClusterOptions, type ClusterFlags, configurationOf } from './options';
import { preparedRun } from './prepared-parts';

interface RunFlags extends ClusterFlags {
  readonly hold: boolean;
  readonly times: number;
  readonly record: boolean;
}

/** Adds the command. */
export function runCommand(program: Command): void {
  addClusterOptions(
    program.command('run').description('start a cluster, install the CNI, run the suite, take all down'),
  )
    .option('--hold', 'leave the cluster running after the suite, until Enter or Ctrl-C', false)
    .option('--times <count>', 'runs of the suite on that cluster, one after the other', positive, 1)
    .option(
      '--record',
      'keep results and figures in test/real/recorded, for docs/real.md and for tests',
      false,
    )
    .action(async (flags: RunFlags) => {
      const configuration = configurationOf(flags);
      const { times, hold } = flags;
      const name = nameOf(configuration);
      const settings = await preparedRun([configuration], join(flags.out, name));
      const { row, notOk } = await runOnce(configuration, settings, { hold, times });
      if (times > 1) process.stdout.write(`${times - notOk} of ${times} runs passed as predicted\n`);
      if (flags.record) {
        recordRow(row, settings);
        if (times > 1) recordRepeats({ name, runs: times, notOk, date: row.date });
      }
      process.exitCode = notOk > 0 ? 1 : 0;
    });
}

function positive(text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new InvalidArgumentError('a whole number of 1 or more');
  return Number(text);
}
