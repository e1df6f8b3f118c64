import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { type Results, ResultsError, readResults } from '../check';
import { styleFor, terminalReport } from '../report';
import { exitCode, UsageError } from './exit-codes';
import { type ReportFlags, writeReports } from './report-options';
import { type Streams, wantsColours } from './streams';
import type { Finish } from './testbed-program';

export function reportCommand(program: Command, streams: Streams, finish: Finish): void {
  program
    .command('report')
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
      if (!flags.quiet)
        streams.stdout.write(`${terminalReport(results, styleFor(wantsColours(streams.stdout)))}\n`);
      finish((await writeReports(results, flags, streams)) ? exitCode.ok : exitCode.target);
    });
}

/** @throws UsageError that says what is wrong with the file */
function resultsIn(file: string): Results {
  try {
    return readResults(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error instanceof ResultsError)
      throw new UsageError(`${file} cannot be reported on: ${error.message}`);
    const { code, message } = error as NodeJS.ErrnoException;
    if (code !== undefined) throw new UsageError(`${file} cannot be read: ${message}`);
    throw error;
  }
}
