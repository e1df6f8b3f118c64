import type { Command } from 'commander';
import { clusterTarget, localTarget } from '../../../base/targets';
import { defaultNamespace } from '../../../cluster/words';
import type { Measurements } from '../../../measure';
import { planWarnings } from '../../../plan';
import { measuredCsv, measuredText, measurementsJson } from '../../../report';
import { type MeasureClustersOptions, measureClusters, measureLab, measureStacks } from '../../../run';
import { renderMeasured } from '../../../run/html-pages';
import type { Finish } from '../../finish';
import { exampleStack } from '../../io/example-stack';
import { codeOfMeasured } from '../../io/measured-completeness';
import { publish } from '../../io/publish';
import { htmlPage } from '../../io/report-results';
import { type Streams, styleOf } from '../../io/streams';
import { interruptNote, watched } from '../../io/watched';
import { codeOf, named } from '../../io/write-reports';
import { keepsFilesApart } from '../../options/file-flags';
import { addMeasureOptions, type MeasureFlags } from '../../options/measure-options';
import {
  addMeasuredClusters,
  clustersFrom,
  type MeasuredClusterFlags,
  measureClustersOptionsFrom,
  refuseIdleCycles,
  refuseIdleEngineImage,
  refuseLabFlags,
  refuseMeasuredClusters,
  refuseWithStacks,
} from '../../options/measured-clusters';
import { specFrom } from '../../options/spec-from-flags';
import { addSpecOptions, type SpecFlags } from '../../options/spec-options';
import { warn } from '../../options/spec-warnings';
import { addTargetOption } from '../../options/target-options';
import { sayingUnready } from '../machines/bringing-up';
import { swappingOf } from './swapping';

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
  testbed measure --only bulk --engine iperf3                # bulk by the iperf3 of this machine
  testbed measure --target kubernetes --context lab-a lab-b --json measured.json --html measured.html
  testbed measure aws-flannel aws-cilium --html measured.html # stacks on a cloud, in turns
  testbed measure machines-flannel machines-cilium --cycles 2 # the same machines, swapped there and back
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
        )
        .argument(
          '[stacks...]',
          `deployed stacks, such as ${exampleStack}: several are measured in turns (default: none)`,
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
    .action(async (stacks: string[], flags: MeasuringFlags) => {
      refuseIdleCycles(stacks, flags);
      if (stacks.length > 0) refuseWithStacks(flags, command);
      else if (flags.target === clusterTarget) refuseLabFlags(flags, command);
      else refuseMeasuredClusters(flags, command);
      refuseIdleEngineImage(flags);
      finish(await measure(stacks, flags, streams));
    });
}

async function measure(stacks: readonly string[], flags: MeasuringFlags, streams: Streams): Promise<number> {
  const measuring =
    stacks.length > 0
      ? measuredStacks(stacks, flags, streams)
      : (flags.target === clusterTarget ? measuredClusters : measuredLab)(flags, streams);
  const measured = await sayingUnready(measuring, streams);
  return codeOf(await publishMeasured(measured, flags, streams)) || codeOfMeasured(measured, streams);
}

function measuredLab(flags: MeasuringFlags, streams: Streams): Promise<Measurements> {
  const { only, engine, blocks } = flags;
  const spec = specFrom(flags);
  warn(planWarnings(spec), flags, streams);
  return watched(streams, flags, (watcher) => measureLab(spec, { only, engine, blocks, watcher }));
}

function measuredClusters(flags: MeasuringFlags, streams: Streams): Promise<Measurements> {
  const clusters = clustersFrom(flags);
  return onClusters(flags, streams, (options) => measureClusters(clusters, options));
}

function measuredStacks(stacks: readonly string[], flags: MeasuringFlags, streams: Streams) {
  const onCut = async (measured: Measurements) => void (await publishMeasured(measured, flags, streams));
  const swapping = swappingOf(flags, onCut);
  return onClusters(
    flags,
    streams,
    async (options, say) => measureStacks(stacks, { ...options, ...(await swapping.options(say)) }),
    swapping.interruptNote,
  );
}

function onClusters(
  flags: MeasuringFlags,
  streams: Streams,
  act: (options: MeasureClustersOptions, say: (text: string) => void) => Promise<Measurements>,
  note?: () => string,
): Promise<Measurements> {
  const { only, engine, blocks, quiet } = flags;
  const options = { ...measureClustersOptionsFrom(flags), only, engine, blocks };
  const { namespace = defaultNamespace } = options;
  const installNow = () => streams.stderr.write('everything waits for the CNI: install it now\n');
  return watched(streams, { quiet, interruptNote: note ?? interruptNote(namespace) }, (watcher, say) =>
    act({ ...options, watcher, installNow }, say),
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
