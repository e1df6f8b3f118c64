import type { Command } from 'commander';
import { readResults } from '../../results';
import { publish } from '../io/publish';
import { readFileBy } from '../io/read-file';
import type { Streams } from '../io/streams';
import { codeOf } from '../io/write-reports';
import { keepsFilesApart } from '../options/file-flags';
import { printedResults, type ReportFlags, reportsOf } from '../options/report-options';
import type { Finish } from '../testbed-program';

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
      const results = readFileBy(readResults, file);
      const printed = flags.quiet ? undefined : printedResults(results, streams);
      finish(codeOf(await publish({ printed, reports: reportsOf(results, flags, streams) }, streams)));
    });
}
