import type { Command } from 'commander';
import { keepsFilesApart } from './file-flags';
import { wholeNumberOption } from './whole-number';

/** Where a command writes what it found. */
export interface ReportFlags {
  readonly json?: string;
  readonly junit?: string;
  readonly html?: string;
  readonly markdown?: string;
  readonly quiet?: boolean;
}

/** Where a command keeps the kernel state that it read, or takes it from. */
export interface StateFlags {
  readonly state?: string;
}

/** How much a command tests. */
export interface SampleFlags {
  /** Ordered pairs at most. */
  readonly sample?: number;
}

/** What to test and where to write it. */
export function addReportOptions(command: Command): Command {
  return addReportFiles(
    command
      .optionsGroup('What to test and where to write it:')
      .addOption(
        wholeNumberOption(
          '--sample <pairs>',
          'ordered pairs to try at most (default: all, up to 100,000 in a lab and 50 nodes on a cluster; there never fewer than 7 a node)',
        ),
      ),
  );
}

/** Where to write what was found, for commands that test nothing themselves. */
export function addReportFiles(command: Command): Command {
  return keepsFilesApart(command)
    .option(
      '--json <file>',
      'write the results as JSON (each file may be -: standard output, without the report)',
    )
    .option('--junit <file>', 'write the results as JUnit XML')
    .option('--html <file>', 'write a report to look at: one HTML file that needs nothing else')
    .option('--markdown <file>', 'write a summary in Markdown (also appended to $GITHUB_STEP_SUMMARY)')
    .option('-q, --quiet', 'no report and no progress, only the exit code and errors');
}
