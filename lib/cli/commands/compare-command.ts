import type { Command } from 'commander';
import { oneLine } from '../../base/plain-text';
import { compareRuns, type FiledRun } from '../../compare';
import { runComparisonMarkdown, runComparisonText } from '../../report';
import { readRuns } from '../../results';
import { UsageError } from '../exit-codes';
import { publish } from '../io/publish';
import { quoted } from '../io/quoted';
import { readFileBy } from '../io/read-file';
import { type Streams, styleOf } from '../io/streams';
import { codeOf, markdownDestinations, named, type Report } from '../io/write-reports';
import { keepsFilesApart } from '../options/file-flags';
import type { ReportFlags } from '../options/report-options';
import type { Finish } from '../testbed-program';

export function compareCommand(program: Command, streams: Streams, finish: Finish): void {
  keepsFilesApart(program.command('compare'), true)
    .description('hold runs against one another: verdicts, path MTU, round-trip times')
    .argument('<files...>', 'results files, as --json writes them: of labs, clusters or AWS stacks')
    .option('--json <file>', 'write the comparison as JSON')
    .option('--markdown <file>', 'write it in Markdown (also appended to $GITHUB_STEP_SUMMARY)')
    .option('-q, --quiet', 'print nothing, only write the files')
    .addHelpText(
      'after',
      '\nA file of `testbed lab --all` holds several runs. The exit code says whether the runs could be compared, not\nwhether their checks passed.\n\nExamples:\n  testbed compare before.json after.json\n  testbed results aws-cilium --json cilium.json && testbed compare flannel.json calico.json cilium.json',
    )
    .action(async (files: string[], flags: ReportFlags) => finish(await compare(files, flags, streams)));
}

async function compare(
  files: readonly string[],
  { json, markdown, quiet }: ReportFlags,
  streams: Streams,
): Promise<number> {
  const runs = files.flatMap(runsIn);
  if (runs.length < 2)
    throw new UsageError(`${quoted(files[0]!)} holds one run: name the file of another, to compare it with`);
  const comparison = compareRuns(runs);
  const make = () => runComparisonText(comparison, styleOf(streams.stdout));
  const reports: Report[] = [
    {
      what: 'the comparison as JSON',
      to: named(json),
      make: () => `${JSON.stringify(comparison, undefined, 2)}\n`,
    },
    {
      what: 'the comparison in Markdown',
      to: markdownDestinations(markdown),
      make: () => runComparisonMarkdown(comparison),
    },
  ];
  return codeOf(await publish({ printed: quiet ? undefined : { make, rest: '' }, reports }, streams));
}

/** @throws UsageError that says what is wrong with the file */
function runsIn(file: string): FiledRun[] {
  return readFileBy(readRuns, file).map((results) => ({ file: oneLine(file), results }));
}
