import type { Command } from 'commander';
import { resultsOfStack } from '../../../run';
import type { Finish } from '../../finish';
import { exampleStack } from '../../io/example-stack';
import { report } from '../../io/report-results';
import type { Streams } from '../../io/streams';
import { addReportFiles, type ReportFlags } from '../../options/report-options';
import { wholeNumberOption } from '../../options/whole-number';

interface ResultsFlags extends ReportFlags {
  /** Number of the run. */
  readonly run?: number;
}

/** `testbed results` */
export function resultsCommand(program: Command, streams: Streams, finish: Finish): void {
  addReportFiles(
    program
      .command('results')
      .description('what the connectivity Jobs of a stack on a cloud found, judged')
      .argument('<stack>', `name of the stack, such as ${exampleStack}`),
  )
    .addOption(wholeNumberOption('--run <number>', 'results of an earlier run (default: the newest)'))
    .addHelpText(
      'after',
      `\nExamples:\n  testbed results ${exampleStack}\n  testbed results ${exampleStack} --json r.json --html r.html`,
    )
    .action(async (stack: string, flags: ResultsFlags) =>
      finish(await report(await resultsOfStack(stack, { run: flags.run }), flags, streams)),
    );
}
