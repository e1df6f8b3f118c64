import type { Command } from 'commander';
import { clusterTarget, localTarget } from '../../base/targets';
import { defaultNamespace } from '../../cluster/words';
import type { Measurements } from '../../measure';
import { planWarnings } from '../../plan';
import { measuredCsv, measuredText, measurementsJson } from '../../report';
import { measureClusters, measureLab } from '../../run';
import { renderMeasured } from '../../run/html-pages';
import type { Finish } from '../finish';
import { codeOfMeasured } from '../io/measured-completeness';
import { publish } from '../io/publish';
import { htmlPage } from '../io/report-results';
import { type Streams, styleOf } from '../io/streams';
import { watched } from '../io/watched';
import { codeOf, named } from '../io/write-reports';
import { keepsFilesApart } from '../options/file-flags';
import { addMeasureOptions, type MeasureFlags } from '../options/measure-options';
import {
  addMeasuredClusters,
  clustersFrom,
  type MeasuredClusterFlags,
  measureClustersOptionsFrom,
  refuseLabFlags,
  refuseMeasuredClusters,
} from '../options/measured-clusters';
import { specFrom } from '../options/spec-from-flags';
import { addSpecOptions, type SpecFlags } from '../options/spec-options';
import { warn } from '../options/spec-warnings';
import { addTargetOption } from '../options/target-options';

interface MeasuringFlags extends SpecFlags, MeasureFlags, MeasuredClusterFlags {
  readonly target: typeof localTarget | typeof clusterTarget;
  readonly json?: string;
  readonly html?: string;
  readonly csv?: string;
  readonly quiet?: boolean;
}

const examples = `
Examples:
  testbed measure
  testbed measure --cni calico --mode bgp --only rtt,connect --blocks 6
  testbed lab --all --measure --blocks 6 --html modes.html   # every mode in turns
  testbed measure --target kubernetes --context lab-a lab-b --json measured.json --html measured.html
  testbed compare measured.json                              # the same figures again, from the file

A verdict on a difference is no check: the exit code is 0 where everything could be measured.`;

/** `testbed measure` */
export function measureCommand(program: Command, streams: Streams, finish: Finish): void {
  const command = addTargetOption(
    addSpecOptions(
      program
        .command('measure')
        .description(
          'measure what a CNI adds to the network of its nodes: round trips, connections, processor time',
        ),
    ),
    { [localTarget]: 'a lab of this machine', [clusterTarget]: 'clusters that kubectl reaches' },
  ).optionsGroup('What to measure and where to write it:');
  addMeasuredClusters(
    keepsFilesApart(addMeasureOptions(command))
      .option('--json <file>', 'write the measurements, from which every figure can be computed again')
      .option('--html <file>', 'write a page to look at: one HTML file that needs nothing else')
      .option('--csv <file>', 'write the figures as a table')
      .option('-q, --quiet', 'no report and no progress, only the files'),
  )
    .addHelpText('after', examples)
    .action(async (flags: MeasuringFlags) => {
      if (flags.target === clusterTarget) refuseLabFlags(flags, command);
      else refuseMeasuredClusters(flags, command);
      finish(await measure(flags, streams));
    });
}

async function measure(flags: MeasuringFlags, streams: Streams): Promise<number> {
  const act = flags.target === clusterTarget ? measuredClusters : measuredLab;
  const measured = await act(flags, streams);
  return codeOf(await publishMeasured(measured, flags, streams)) || codeOfMeasured(measured, streams);
}

function measuredLab(flags: MeasuringFlags, streams: Streams): Promise<Measurements> {
  const { only, blocks } = flags;
  const spec = specFrom(flags);
  warn(planWarnings(spec), flags, streams);
  return watched(streams, flags, (watcher) => measureLab(spec, { only, blocks, watcher }));
}

function measuredClusters(flags: MeasuringFlags, streams: Streams): Promise<Measurements> {
  const { only, blocks, quiet } = flags;
  const clusters = clustersFrom(flags);
  const options = { ...measureClustersOptionsFrom(flags), only, blocks };
  const { namespace = defaultNamespace } = options;
  const interruptNote = `interrupted: removing the namespace ${namespace}; once more leaves it there`;
  return watched(streams, { quiet, interruptNote }, (watcher) =>
    measureClusters(clusters, { ...options, watcher }),
  );
}

function publishMeasured(
  measured: Measurements,
  { json, html, csv, margin, quiet }: MeasuringFlags,
  streams: Streams,
) {
  const { stdout } = streams;
  const options = { margin };
  return publish(
    {
      printed: quiet ? undefined : { make: () => measuredText(measured, options, styleOf(stdout)), rest: '' },
      results: {
        what: 'the measurements file',
        to: named(json),
        make: () => measurementsJson(measured),
        name: 'measured.json',
        use: (file) => `testbed compare ${file} --html measured.html`,
      },
      reports: [
        { what: 'the table of figures', to: named(csv), make: () => measuredCsv([measured], options) },
        htmlPage(
          html,
          () => renderMeasured({ measurements: [measured] }, options),
          quiet ? undefined : stdout,
        ),
      ],
    },
    streams,
  );
}
