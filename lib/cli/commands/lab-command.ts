import type { Command } from 'commander';
import { refuseTooLarge } from '../../lab/machine/lab-size';
import type { TestbedSpec } from '../../plan';
import { plannedTestbed } from '../../testbed';
import { UsageError } from '../exit-codes';
import { buildInterruptibly } from '../interruptible-lab';
import { Progress } from '../io/progress';
import { quoted } from '../io/quoted';
import type { Streams } from '../io/streams';
import { runAll } from '../lab-all';
import { addFaultOptions, type OneFaultFlags, testbedWith } from '../options/fault-options';
import { addLabName, addTargetOption, labName, type TargetFlags } from '../options/lab-options';
import { addReportOptions, type ReportFlags, report, sampleOf } from '../options/report-options';
import { addSpecOptions, type SpecFlags, specFrom } from '../options/spec-options';
import { predictOnly, testLab } from '../run-lab';
import type { Finish } from '../testbed-program';

type LabFlags = SpecFlags &
  ReportFlags &
  TargetFlags &
  OneFaultFlags & { readonly name?: string; readonly all?: boolean };

export function labCommand(program: Command, streams: Streams, finish: Finish): void {
  const command = program
    .command('lab')
    .description('build a lab, test every pair in it, report, and take it down: the main job');
  addFaultOptions(addReportOptions(addLabName(addTargetOption(addSpecOptions(command)))))
    .optionsGroup('Instead of one run:')
    .option(
      '--all',
      'every CNI in every mode that this machine can, in one zone and in two, both families: one table (none is meant to fail, and does not count)',
    )
    .addHelpText(
      'after',
      '\nExamples:\n  testbed lab\n  testbed lab --cni flannel --mode host-gw --nodes 5 --pods-per-node 3 --json r.json --junit r.xml\n  testbed lab --scenario conflict             # what goes wrong without a CNI\n  testbed lab --all --json all.json           # compare all CNIs\n  testbed lab --fault route-missing           # what a missing route looks like\n  testbed lab --target predicted              # no namespaces needed, nothing measured',
    )
    .action(async (flags: LabFlags) =>
      finish(await (flags.all ? runAll(flags, flags, streams) : runLab(specFrom(flags), flags, streams))),
    );
}

async function runLab(spec: TestbedSpec, flags: LabFlags, streams: Streams): Promise<number> {
  const sample = sampleOf(flags);
  const startedAt = new Date();
  if (flags.target === 'local') refuseTooLarge(plannedTestbed(spec));
  const wanted = testbedWith(spec, flags);
  if (flags.target === 'predicted') {
    refuseName(flags);
    return report(predictOnly(wanted, { sample }, startedAt), flags, streams);
  }
  const progress = new Progress(streams, flags.quiet ?? false);
  const lab = await buildInterruptibly(labName(flags.name ?? `lab-${process.pid}`), wanted, progress);
  try {
    return await report(await testLab(lab, { sample }, startedAt, progress), flags, streams);
  } finally {
    progress.end();
    await lab.end();
  }
}

/** @throws UsageError where a name was given to a lab that is not built */
function refuseName({ name }: LabFlags): void {
  if (name !== undefined)
    throw new UsageError(`--name ${quoted(name)}: --target predicted builds no lab that could have a name`);
}
