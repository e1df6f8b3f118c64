import type { Command } from 'commander';
import { oneLine } from '../../../base/plain-text';
import { rerunStack } from '../../../run';
import type { Finish } from '../../finish';
import { exampleStack } from '../../io/example-stack';
import { report } from '../../io/report-results';
import type { Streams } from '../../io/streams';
import { addReportFiles, type ReportFlags } from '../../options/report-options';
import { wholeNumberOption } from '../../options/whole-number';

interface RerunFlags extends ReportFlags {
  /** Seconds. */
  readonly timeout?: number;
}

const help = `
The cluster stays as it is; results of earlier runs stay too (testbed results --run). Ctrl-C ends the wait, not the run.

Examples:
  testbed rerun ${exampleStack}
  testbed rerun ${exampleStack} --json again.json`;

/** `testbed rerun` */
export function rerunCommand(program: Command, streams: Streams, finish: Finish): void {
  addReportFiles(
    program
      .command('rerun')
      .description('run the connectivity Jobs of a stack on a cloud again, and judge what they find')
      .argument('<stack>', `name of the stack, such as ${exampleStack}`)
      .addOption(
        wholeNumberOption('--timeout <seconds>', 'how long to wait for the run (default: 3600)', {
          most: 999_999,
          unit: 'seconds',
        }),
      ),
  )
    .addHelpText('after', help)
    .action(async (stack: string, flags: RerunFlags) => finish(await rerun(stack, flags, streams)));
}

async function rerun(stack: string, flags: RerunFlags, streams: Streams): Promise<number> {
  const { jobsStatusText } = await import('../../../provision/watch');
  const say = (text: string) => {
    if (!flags.quiet) streams.stderr.write(`${text}\n`);
  };
  const results = await rerunStack(stack, {
    timeoutS: flags.timeout,
    onChange: (jobs) => say(`${stack}: connectivity Jobs ${jobsStatusText(jobs)}`),
    onTrouble: ({ message }) => say(`note: ${oneLine(message)}; it may pass, so the wait goes on`),
  });
  return report(results, flags, streams);
}
