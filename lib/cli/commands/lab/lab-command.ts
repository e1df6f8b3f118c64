import type { Command } from 'commander';
import { planWarnings } from '../../../plan';
import { runLab } from '../../../run';
import { UsageError } from '../../exit-codes';
import type { Finish } from '../../finish';
import { KeptState } from '../../io/kept-state';
import { quoted } from '../../io/quoted';
import { report } from '../../io/report-results';
import type { Streams } from '../../io/streams';
import { watched } from '../../io/watched';
import { addFaultOptions, faultChoice } from '../../options/fault-options';
import type { LabFlags } from '../../options/lab-flags';
import { addMeasureOptions } from '../../options/measure-options';
import { addReportOptions } from '../../options/report-options';
import { specFrom } from '../../options/spec-from-flags';
import { addSpecOptions } from '../../options/spec-options';
import { warn } from '../../options/spec-warnings';
import { addLabTarget, measuresNothing } from '../../options/target-options';
import { labAll } from './lab-all';

const examples = `
Examples:
  testbed lab
  testbed lab --cni flannel --mode host-gw --nodes 5 --pods-per-node 3 --json r.json --junit r.xml
  testbed lab --scenario conflict             # what goes wrong without a CNI
  testbed lab --all --json all.json           # compare all CNIs
  testbed lab --all --measure --blocks 6 --html all.html   # what each path costs, too
  testbed lab --fault route-missing           # what a missing route looks like
  testbed lab --predict-only                  # no namespaces needed, nothing measured`;

/** `testbed lab` */
export function labCommand(program: Command, streams: Streams, finish: Finish): void {
  const command = addLabTarget(
    addSpecOptions(
      program
        .command('lab')
        .description('build a lab, test every pair in it, report, and take it down: the main job'),
    ),
  )
    .option('--name <name>', 'name of the lab (default: lab- and the process id)')
    .option('--state <file>', 'write the captures of the hosts on the ways of what failed');
  addFaultOptions(addReportOptions(command))
    .optionsGroup('Instead of one run:')
    .option(
      '--all',
      'every CNI in every mode that this machine can build, in one zone and in two, both families: one table (the CNI none fails by design, and does not count)',
    )
    .option('--measure', 'with --all: measure the modes in turns, in one zone, beside testing them');
  addMeasureOptions(command)
    .addHelpText('after', examples)
    .action(async (flags: LabFlags) => finish(await (flags.all ? labAll : labOnce)(flags, streams)));
}

async function labOnce(flags: LabFlags, streams: Streams): Promise<number> {
  refuseMeasuring(flags);
  const { name, sample, state } = flags;
  const kept = new KeptState(state);
  const predictOnly = measuresNothing(flags);
  if (predictOnly && name !== undefined)
    throw new UsageError(
      `--name ${quoted(name)}: where nothing is measured, no lab is built that needs a name`,
    );
  const options = { name, sample, predictOnly, fault: faultChoice(flags), keepState: kept.take };
  const spec = specFrom(flags);
  warn(planWarnings(spec), flags, streams);
  const results = await watched(streams, flags, (watcher) => runLab(spec, { ...options, watcher }));
  return report(results, flags, streams, kept.report);
}

/** @throws UsageError where a flag is for measuring, which `testbed measure` does for one mode */
function refuseMeasuring(flags: LabFlags): void {
  const given = (['measure', 'only', 'engine', 'blocks', 'margin'] as const).find(
    (flag) => flags[flag] !== undefined,
  );
  if (given)
    throw new UsageError(
      `--${given} is for every mode in turns: add --all; \`testbed measure\` measures one mode`,
    );
}
