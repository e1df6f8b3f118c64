import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import type { Results } from '../check';
import { junitReport, styleFor, terminalReport, writeResults } from '../report';
import { exitCode, UsageError } from './exit-codes';
import { type Streams, wantsColours } from './streams';

export interface ReportFlags {
  readonly json?: string;
  readonly junit?: string;
  readonly quiet?: boolean;
  readonly sample?: string;
}

export function addReportOptions(command: Command): Command {
  return command
    .optionsGroup('What to test and where to write it:')
    .option('--sample <pairs>', 'ordered pairs to try at the most (default: all)')
    .option('--json <file>', 'write the results as JSON')
    .option('--junit <file>', 'write the results as JUnit XML')
    .option('-q, --quiet', 'no report and no progress, only the exit code and errors');
}

/** @throws UsageError */
export function sampleOf({ sample }: ReportFlags): number | undefined {
  if (sample === undefined) return undefined;
  if (!/^[1-9]\d{0,8}$/.test(sample))
    throw new UsageError(`--sample ${sample}: it must be a whole number from 1 on`);
  return Number(sample);
}

/** Prints the report first, so that no trouble with a file loses the verdict; then writes the files. */
export function report(results: Results, flags: ReportFlags, { stdout, stderr }: Streams): number {
  if (!flags.quiet) stdout.write(`${terminalReport(results, styleFor(wantsColours(stdout)))}\n`);
  const written = [
    attemptToWrite(flags.json, (file) => writeResults(file, results), stderr),
    attemptToWrite(flags.junit, (file) => writeFileSync(file, junitReport(results)), stderr),
  ];
  if (results.summary.fail > 0) return exitCode.checkFailed;
  return written.every(Boolean) ? exitCode.ok : exitCode.target;
}

export function attemptToWrite(
  file: string | undefined,
  write: (file: string) => void,
  stderr: Streams['stderr'],
): boolean {
  if (file === undefined) return true;
  try {
    write(file);
    return true;
  } catch (error) {
    stderr.write(
      `error: ${file} cannot be written: ${(error as Error).message}. The verdict stands; name another file.\n`,
    );
    return false;
  }
}
