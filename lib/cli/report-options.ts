import { appendFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import type { Command } from 'commander';
import type { Results } from '../check';
import { junitReport, markdownReport, terminalReport, writeResults } from '../report';
import { exitCode, UsageError } from './exit-codes';
import { keepsFilesApart } from './file-flags';
import { quoted } from './quoted';
import { renderHtml } from './render-html';
import { type Streams, styleOf } from './streams';

export interface ReportFlags {
  readonly json?: string;
  readonly junit?: string;
  readonly html?: string;
  readonly markdown?: string;
  readonly quiet?: boolean;
  readonly sample?: string;
}

export function addReportOptions(command: Command): Command {
  return addReportFiles(
    command
      .optionsGroup('What to test and where to write it:')
      .option('--sample <pairs>', 'ordered pairs to try at the most (default: all)'),
  );
}

/** Where to write what was found, for commands that test nothing themselves. */
export function addReportFiles(command: Command): Command {
  return keepsFilesApart(command)
    .option('--json <file>', 'write the results as JSON')
    .option('--junit <file>', 'write the results as JUnit XML')
    .option('--html <file>', 'write a report to look at: one HTML file that needs nothing else')
    .option('--markdown <file>', 'write a summary in Markdown (also appended to $GITHUB_STEP_SUMMARY)')
    .option('-q, --quiet', 'no report and no progress, only the exit code and errors');
}

/** @throws UsageError */
export function sampleOf({ sample }: ReportFlags): number | undefined {
  if (sample === undefined) return undefined;
  if (!/^[1-9]\d{0,8}$/.test(sample))
    throw new UsageError(`--sample ${quoted(sample)}: it must be a whole number from 1 on`);
  return Number(sample);
}

/** Prints the report first, so that no trouble with a file loses the verdict; then writes the files. */
export async function report(results: Results, flags: ReportFlags, streams: Streams): Promise<number> {
  const { stdout } = streams;
  if (!flags.quiet) stdout.write(`${terminalReport(results, styleOf(stdout))}\n`);
  const written = await writeReports(results, flags, streams);
  if (results.summary.fail > 0) return exitCode.checkFailed;
  return written ? exitCode.ok : exitCode.target;
}

/** Writes every file that was asked for. Returns whether all could be. */
export async function writeReports(
  results: Results,
  flags: ReportFlags,
  { stdout, stderr }: Streams,
): Promise<boolean> {
  const html = flags.html === undefined ? '' : await renderHtml(results);
  const written = [
    attemptToWrite(flags.json, (file) => writeResults(file, results), stderr),
    attemptToWrite(flags.junit, (file) => writeFileSync(file, junitReport(results)), stderr),
    attemptToWriteMarkdown(flags.markdown, () => markdownReport(results), stderr),
    attemptToWrite(flags.html, (file) => writeFileSync(file, html), stderr),
  ];
  if (flags.html !== undefined && written.at(-1) && !flags.quiet)
    stdout.write(`Report: ${pathToFileURL(flags.html)}\n`);
  return written.every(Boolean);
}

/** To the file, where one is named, and to the page of a CI job, where there is one. */
export function attemptToWriteMarkdown(
  named: string | undefined,
  make: () => string,
  stderr: Streams['stderr'],
): boolean {
  const page = process.env.GITHUB_STEP_SUMMARY || undefined;
  if (named === undefined && page === undefined) return true;
  const text = make();
  const written = [
    attemptToWrite(named, (file) => writeFileSync(file, text), stderr),
    attemptToWrite(page, (file) => appendFileSync(file, text), stderr),
  ];
  return written.every(Boolean);
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
