import { pathToFileURL } from 'node:url';
import type { Command } from 'commander';
import { reasonText } from '../../check';
import { counted, jsonReport, junitReport, markdownReport, terminalReport } from '../../report';
import { type Results, runVerdict } from '../../results';
import { exitCode, UsageError } from '../exit-codes';
import { type Printed, publish } from '../io/publish';
import { quoted } from '../io/quoted';
import { renderHtml } from '../io/render-html';
import { type Output, type Streams, styleOf } from '../io/streams';
import { codeOf, markdownDestinations, named, type Report } from '../io/write-reports';
import { keepsFilesApart } from './file-flags';

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
        'ordered pairs to try at the most (default: all, up to 100,000 in a lab and 50 nodes on a cluster; there never fewer than 7 a node)',
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

/** Prints the report, writes the files that were asked for, and returns the exit code. */
export async function report(results: Results, flags: ReportFlags, streams: Streams): Promise<number> {
  const verdict = runVerdict(results.summary);
  const troubles = await publish(
    {
      printed: flags.quiet ? undefined : printedResults(results, streams),
      results: {
        what: 'the results file',
        to: named(flags.json),
        make: () => jsonReport(results),
        name: `${results.testbed.name}.json`,
        use: (file) => `testbed report ${file} --html r.html`,
      },
      reports: reportsOf(results, flags, streams),
    },
    streams,
  );
  if (verdict === 'incomplete') streams.stderr.write(`error: ${incompleteness(results)}\n`);
  if (verdict === 'fail') return exitCode.checkFailed;
  return codeOf(troubles) || (verdict === 'pass' ? exitCode.ok : exitCode.target);
}

/** Why a run in which nothing failed is no pass. */
function incompleteness({ checks, summary: { total, notAsked } }: Results): string {
  if (!notAsked) return `none of ${counted(total, 'check')} could be made: see why they were skipped`;
  const why = checks.find((check) => check.notAsked)?.why;
  return `this machine could not ask ${counted(notAsked, 'check')}${why ? `: ${reasonText(why)}` : ''}`;
}

/** The report for the terminal; where it cannot be made, its verdict. */
export function printedResults(results: Results, { stdout }: Streams): Printed {
  const { total, pass, fail, skip } = results.summary;
  return {
    make: () => terminalReport(results, styleOf(stdout)),
    rest: `${runVerdict(results.summary).toUpperCase()} ${total} checks: ${pass} passed, ${fail} failed, ${skip} skipped`,
  };
}

/** The reports that are made of results, in the order in which they are written. */
export function reportsOf(
  results: Results,
  { junit, markdown, html, quiet }: ReportFlags,
  streams: Streams,
): Report[] {
  return [
    { what: 'the JUnit report', to: named(junit), make: () => junitReport(results) },
    {
      what: 'the Markdown report',
      to: markdownDestinations(markdown),
      make: () => markdownReport(results),
    },
    htmlPage(html, () => renderHtml(results), quiet ? undefined : streams.stdout),
  ];
}

/** A page to look at. @param stdout hears where it is */
export function htmlPage(file: string | undefined, make: Report['make'], stdout: Output | undefined): Report {
  return {
    what: 'the HTML report',
    to: named(file),
    make,
    done: () => stdout?.write(`Report: ${pathToFileURL(file!)}\n`),
  };
}
