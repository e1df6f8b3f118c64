import type { Command } from 'commander';
import { resultsIn } from '../../../run';
import type { Finish } from '../../finish';
import { publish } from '../../io/publish';
import { printedResults, reportsOf } from '../../io/report-results';
import type { Streams } from '../../io/streams';
import { codeOf } from '../../io/write-reports';
import { keepsFilesApart } from '../../options/file-flags';
import type { ReportFlags } from '../../options/report-options';

/** `testbed report` */
export function reportCommand(program: Command, streams: Streams, finish: Finish): void {
  keepsFilesApart(program.command('report'), true)
    .description('make reports from a results file')
    .argument('<file>', 'a results file, as --json writes it')
    .option('--html <file>', 'write a report to look at: one HTML file that needs nothing else')
    .option('--markdown <file>', 'write a summary in Markdown (also appended to $GITHUB_STEP_SUMMARY)')
    .option('--junit <file>', 'write JUnit XML')
    .option('-q, --quiet', 'print nothing, only write the files')
    .addHelpText(
      'after',
      '\nThe exit code says whether the reports could be made, not whether the checks passed.\n\nExamples:\n  testbed report r.json\n  testbed report r.json --html r.html --markdown r.md',
    )
    .action(async (file: string, flags: ReportFlags) => {
      const results = resultsIn(file);
      const printed = flags.quiet ? undefined : printedResults(results, streams);
      finish(codeOf(await publish({ printed, reports: reportsOf(results, flags, streams) }, streams)));
    });
}
