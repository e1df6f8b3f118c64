import type { Command } from 'commander';
import { runComparisonMarkdown, runComparisonText } from '../../report';
import { compareFiles } from '../../run';
import type { Finish } from '../finish';
import { publish } from '../io/publish';
import { type Streams, styleOf } from '../io/streams';
import { codeOf, markdownDestinations, named, type Report } from '../io/write-reports';
import { keepsFilesApart } from '../options/file-flags';
import type { ReportFlags } from '../options/report-options';

/** `testbed compare` */
export function compareCommand(program: Command, streams: Streams, finish: Finish): void {
  keepsFilesApart(program.command('compare'), true)
    .description('compare runs: verdicts, path MTU, round-trip times')
    .argument('<files...>', 'results files, as --json writes them: of labs, clusters or AWS stacks')
    .option('--json <file>', 'write the comparison as JSON')
    .option('--markdown <file>', 'write it in Markdown (also appended to $GITHUB_STEP_SUMMARY)')
    .option('-q, --quiet', 'print nothing, only write the files')
    .addHelpText(
      'after',
      '\nA file of `testbed lab --all` holds several runs. The exit code says whether the runs could be compared, not\nwhether their checks passed.\n\nExamples:\n  testbed compare before.json after.json\n  testbed results aws-cilium --json cilium.json && testbed compare flannel.json calico.json cilium.json',
    )
    .action(async (files: [string, ...string[]], flags: ReportFlags) =>
      finish(await compare(files, flags, streams)),
    );
}

async function compare(
  files: readonly [string, ...string[]],
  { json, markdown, quiet }: ReportFlags,
  streams: Streams,
): Promise<number> {
  const comparison = compareFiles(files);
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
