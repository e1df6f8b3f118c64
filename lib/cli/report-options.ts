import { pathToFileURL } from 'node:url';
import type { Command } from 'commander';
import { type Results, runVerdict } from '../check';
import { counted, jsonReport, junitReport, markdownReport, terminalReport } from '../report';
import { exitCode, UsageError } from './exit-codes';
import { keepsFilesApart } from './file-flags';
import { attemptToWrite, attemptToWriteMarkdown } from './output-files';
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
      .option(
        '--sample <pairs>',
        'ordered pairs to try at the most (default: all; on clusters never fewer than 7 a node)',
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
  const verdict = runVerdict(results.summary);
  if (verdict === 'incomplete') streams.stderr.write(`error: ${incompleteness(results)}\n`);
  if (verdict === 'fail') return exitCode.checkFailed;
  return written && verdict === 'pass' ? exitCode.ok : exitCode.target;
}

/** Why a run in which nothing failed is no pass. */
function incompleteness({ checks, summary: { total, notAsked } }: Results): string {
  if (!notAsked) return `none of ${counted(total, 'check')} could be made: see why they were skipped`;
  const { reason } = checks.find((check) => check.notAsked)!;
  return `this machine could not ask ${counted(notAsked, 'check')}: ${reason}`;
}

/** Writes every file that was asked for. Returns whether all could be. */
export async function writeReports(
  results: Results,
  { json, junit, markdown, html, quiet }: ReportFlags,
  streams: Streams,
): Promise<boolean> {
  const page = html === undefined ? '' : await renderHtml(results);
  const written = [
    attemptToWrite(json, jsonReport(results), streams),
    junit === undefined || attemptToWrite(junit, junitReport(results), streams),
    attemptToWriteMarkdown(markdown, () => markdownReport(results), streams),
    attemptToWrite(html, page, streams),
  ];
  if (html !== undefined && written.at(-1) && !quiet)
    streams.stdout.write(`Report: ${pathToFileURL(html)}\n`);
  return written.every(Boolean);
}
