import type { Command } from 'commander';
import {
  comparisonMarkdown,
  comparisonTable,
  measuredCsv,
  measuredMarkdown,
  measuredReports,
  measuredTexts,
  runComparisonMarkdown,
  runComparisonText,
} from '../../../report';
import type { Comparison } from '../../../results';
import { type ComparedFiles, compareFiles } from '../../../run';
import { renderMeasured } from '../../../run/html-pages';
import { UsageError } from '../../exit-codes';
import type { Finish } from '../../finish';
import { publish } from '../../io/publish';
import { htmlPage } from '../../io/report-results';
import { type Streams, styleOf } from '../../io/streams';
import { codeOf, markdownDestinations, named, type Report } from '../../io/write-reports';
import { keepsFilesApart } from '../../options/file-flags';
import { type MeasureFlags, marginOption } from '../../options/measure-options';
import type { ReportFlags } from '../../options/report-options';

interface CompareFlags extends ReportFlags, Pick<MeasureFlags, 'margin'> {
  readonly csv?: string;
}

const examples = `
A file of \`testbed lab --all\` holds several runs, and what they were measured to cost. The exit code says whether the
files could be compared, not whether their checks passed.

Examples:
  testbed compare before.json after.json
  testbed compare modes.json --html modes.html --csv modes.csv   # of lab --all --measure, or of measure
  testbed results aws-cilium --json cilium.json && testbed compare flannel.json calico.json cilium.json`;

/** `testbed compare` */
export function compareCommand(program: Command, streams: Streams, finish: Finish): void {
  keepsFilesApart(program.command('compare'), true)
    .description('compare runs: verdicts, path MTU, round-trip times; and show what was measured')
    .argument('<files...>', 'files that --json writes: results of any target, of lab --all, of measure')
    .option('--json <file>', 'write the comparison as JSON')
    .option('--markdown <file>', 'write it in Markdown (also appended to $GITHUB_STEP_SUMMARY)')
    .option('--html <file>', 'write a page to look at: one HTML file that needs nothing else')
    .option('--csv <file>', 'write the figures of what was measured as a table')
    .addOption(marginOption())
    .option('-q, --quiet', 'print nothing, only write the files')
    .addHelpText('after', examples)
    .action(async (files: [string, ...string[]], flags: CompareFlags) =>
      finish(await compare(files, flags, streams)),
    );
}

async function compare(
  files: readonly [string, ...string[]],
  flags: CompareFlags,
  streams: Streams,
): Promise<number> {
  const compared = compareFiles(files);
  refuseWithoutMeasurements(compared, flags);
  const { quiet, margin } = flags;
  const style = styleOf(streams.stdout);
  const make = () =>
    texts(compared, {
      ofModes: (modes, file) => comparisonTable(modes, style, file),
      ofRuns: (runs) => runComparisonText(runs, style),
      ofMeasured: (measured) => measuredTexts(measured, { margin }, style),
    }).join('\n\n');
  const printed = quiet ? undefined : { make, rest: '' };
  return codeOf(await publish({ printed, reports: reportsOf(compared, flags, streams) }, streams));
}

/** @throws UsageError where a flag would have no effect */
function refuseWithoutMeasurements({ measured }: ComparedFiles, flags: CompareFlags): void {
  const given = (['csv', 'margin'] as const).find((flag) => flags[flag] !== undefined);
  if (given && measured.length === 0)
    throw new UsageError(`--${given} is for what was measured, and these files hold no measurements`);
}

function reportsOf(
  compared: ComparedFiles,
  { json, markdown, html, csv, margin, quiet }: CompareFlags,
  { stdout }: Streams,
): Report[] {
  const { measured, runs } = compared;
  const measurements = measured.map((one) => one.measurements);
  const markdownOf = () =>
    texts(compared, {
      ofModes: comparisonMarkdown,
      ofRuns: runComparisonMarkdown,
      ofMeasured: (files) => measuredMarkdown(files, { margin }),
    }).join('\n');
  const page = {
    measurements,
    files: measured.map(({ file }) => file),
    modes: compared.modes,
    ...(runs.runs.length > 0 ? { runs } : {}),
  };
  return [
    { what: 'the comparison as JSON', to: named(json), make: () => comparisonJson(compared, margin) },
    { what: 'the comparison in Markdown', to: markdownDestinations(markdown), make: markdownOf },
    { what: 'the table of figures', to: named(csv), make: () => measuredCsv(measurements, { margin }) },
    htmlPage(html, () => renderMeasured(page, { margin }), quiet ? undefined : stdout),
  ];
}

interface Speakers {
  readonly ofModes: (modes: Comparison, file?: string) => string;
  readonly ofRuns: (runs: ComparedFiles['runs']) => string;
  readonly ofMeasured: (measured: ComparedFiles['measured']) => string;
}

/** What is said of modes, of runs, and of measurements, where there are some. */
function texts(
  { modes, runs, measured }: ComparedFiles,
  { ofModes, ofRuns, ofMeasured }: Speakers,
): string[] {
  return [
    ...modes.map(({ comparison, file }) => ofModes(comparison, modes.length > 1 ? file : undefined)),
    ...(runs.runs.length > 0 ? [ofRuns(runs)] : []),
    ...(measured.length > 0 ? [ofMeasured(measured)] : []),
  ];
}

function comparisonJson({ modes, runs, measured }: ComparedFiles, margin: number | undefined): string {
  const tables = modes.map(({ file, comparison: { startedAt, rows } }) => ({ file, startedAt, rows }));
  const ofModes = tables.length > 0 ? { modes: tables } : {};
  const figures = measured.length > 0 ? { measured: measuredReports(measured, { margin }) } : {};
  return `${JSON.stringify({ ...runs, ...ofModes, ...figures }, undefined, 2)}\n`;
}
