import type { Command } from 'commander';
import { broken } from '../check';
import type { TestbedSpec } from '../plan';
import { type Testbed, testbed } from '../testbed';
import { UsageError } from './exit-codes';
import { buildInterruptibly } from './interruptible-lab';
import { runAll } from './lab-all';
import { addTargetOption, labName, type TargetFlags } from './lab-options';
import { Progress } from './progress';
import { addReportOptions, type ReportFlags, report, sampleOf } from './report-options';
import { faultNamed, seedOf } from './run-faults';
import { predictOnly, testLab } from './run-lab';
import { addSpecOptions, type SpecFlags, specFrom } from './spec-options';
import type { Streams } from './streams';
import type { Finish } from './testbed-program';

type LabFlags = SpecFlags &
  ReportFlags &
  TargetFlags & {
    readonly name?: string;
    readonly all?: boolean;
    readonly fault?: string;
    readonly seed: string;
  };

export function labCommand(program: Command, streams: Streams, finish: Finish): void {
  const command = program
    .command('lab')
    .description('build a lab, test every pair in it, report, and take it down: the main job');
  addReportOptions(addTargetOption(addSpecOptions(command)))
    .option(
      '--all',
      'every CNI in every mode that this machine can, in one zone and in two, both families: one table',
    )
    .option('--fault <name>', 'break the lab on purpose (testbed faults --list)')
    .option('--seed <number>', 'which nodes and pods the fault hits follows from it', '1')
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
  const wanted = wantedTestbed(spec, flags);
  if (flags.target === 'predicted') return report(predictOnly(wanted, { sample }, startedAt), flags, streams);
  const progress = new Progress(streams, flags.quiet ?? false);
  const lab = await buildInterruptibly(labName(flags.name ?? `lab-${process.pid}`), wanted, progress);
  try {
    return report(await testLab(lab, { sample }, startedAt, progress), flags, streams);
  } finally {
    progress.end();
    await lab.end();
  }
}

/** @throws UsageError where the fault has nothing to break there */
function wantedTestbed(spec: TestbedSpec, { fault, seed }: LabFlags): Testbed {
  const healthy = testbed(spec);
  if (fault === undefined) return healthy;
  const wanted = broken(healthy, faultNamed(fault), seedOf(seed));
  if (wanted) return wanted;
  const { cni, choice } = healthy;
  throw new UsageError(
    `--fault ${fault}: ${cni.name} ${choice.mode.name} has nothing that it could break here`,
  );
}
