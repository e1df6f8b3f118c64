import type { Command } from 'commander';
import { readResults } from '../check';
import { terminalReport } from '../report';
import { exitCode } from './exit-codes';
import { keepsFilesApart } from './file-flags';
import { readFileBy } from './read-file';
import { type ReportFlags, writeReports } from './report-options';
import { type Streams, styleOf } from './streams';
import type { Finish } from './testbed-program';

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
      if (!flags.quiet) streams.stdout.write(`${terminalReport(results, styleOf(streams.stdout))}\n`);
      finish((await writeReports(results, flags, streams)) ? exitCode.ok : exitCode.target);
    });
}
