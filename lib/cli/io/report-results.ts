/** What a command does with results: it prints the report, writes the files, and says by its exit code what they say. */
import { pathToFileURL } from 'node:url';
import { lackText } from '../../check';
import { counted, jsonReport, junitReport, markdownReport, terminalReport } from '../../report';
import { type Results, runVerdict } from '../../results';
import { renderHtml } from '../../run/html-pages';
import { exitCode } from '../exit-codes';
import type { ReportFlags } from '../options/report-options';
import { type Printed, publish } from './publish';
import { type Output, type Streams, styleOf } from './streams';
import { codeOf, markdownDestinations, named, type Report } from './write-reports';

/** Prints the report, writes the files that were asked for, and returns the exit code. @param more files besides */
export async function report(
  results: Results,
  flags: ReportFlags,
  streams: Streams,
  more: readonly Report[] = [],
): Promise<number> {
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
      reports: [...reportsOf(results, flags, streams), ...more],
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
  return `this machine could not ask ${counted(notAsked, 'check')}${why?.code === 'not-asked' ? `: ${lackText(why.lack)}` : ''}`;
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

/** A page to look at. @param stdout where the page's address is printed; undefined: nowhere */
export function htmlPage(file: string | undefined, make: Report['make'], stdout: Output | undefined): Report {
  const say = (page: string) => stdout?.write(`Report: ${pathToFileURL(page)}\n`);
  return { what: 'the HTML report', to: named(file), make, done: () => file !== undefined && say(file) };
}
