import type { Command } from 'commander';
import { buildLab, enterLab, type NewLab } from '../local/lab';
import type { TestbedSpec } from '../plan';
import { testbed } from '../testbed';
import { exitCode } from './exit-codes';
import { onInterrupt } from './interrupt';
import { addTargetOption, labName, type TargetFlags } from './lab-options';
import { Progress } from './progress';
import { addReportOptions, type ReportFlags, report, sampleOf } from './report-options';
import { predictOnly, testLab } from './run-lab';
import { addSpecOptions, type SpecFlags, specFrom } from './spec-options';
import type { Streams } from './streams';
import type { Finish } from './testbed-program';

type LabFlags = SpecFlags & ReportFlags & TargetFlags & { readonly name?: string };

export function labCommand(program: Command, streams: Streams, finish: Finish): void {
  const command = program
    .command('lab')
    .description('build a lab, test every pair in it, report, and take it down: the main job');
  addReportOptions(addTargetOption(addSpecOptions(command)))
    .addHelpText(
      'after',
      '\nExamples:\n  testbed lab\n  testbed lab --cni flannel --mode host-gw --nodes 5 --pods-per-node 3 --json r.json --junit r.xml\n  testbed lab --scenario conflict             # what goes wrong without a CNI\n  testbed lab --target predicted              # no namespaces needed, nothing measured',
    )
    .action(async (flags: LabFlags) => finish(await runLab(specFrom(flags), flags, streams)));
}

async function runLab(spec: TestbedSpec, flags: LabFlags, streams: Streams): Promise<number> {
  const sample = sampleOf(flags);
  const startedAt = new Date();
  const wanted = testbed(spec);
  if (flags.target === 'predicted') return report(predictOnly(wanted, { sample }, startedAt), flags, streams);
  const progress = new Progress(streams, flags.quiet ?? false);
  const lab = await build(labName(flags.name ?? `lab-${process.pid}`), wanted, progress);
  try {
    return report(await testLab(lab, { sample }, startedAt, progress), flags, streams);
  } finally {
    progress.end();
    await lab.end();
  }
}

/** Builds a lab that an interrupt takes down. */
async function build(name: string, wanted: ReturnType<typeof testbed>, progress: Progress): Promise<NewLab> {
  progress.stage('building', 1);
  return buildLab(name, wanted, (holder) => {
    onInterrupt(async () => {
      progress.end();
      await holder.end();
    });
  });
}

export function upCommand(program: Command, streams: Streams, finish: Finish): void {
  addSpecOptions(program.command('up').description('build a lab and leave it up'))
    .option('--name <name>', 'name of the lab (default: the name in the spec)')
    .option('-q, --quiet', 'print nothing')
    .addHelpText(
      'after',
      '\nExamples:\n  testbed up --nodes 4\n  testbed exec worker-1 -- ip route\n  testbed test\n  testbed down',
    )
    .action(async (flags: SpecFlags & { name?: string; quiet?: boolean }) => {
      const spec = specFrom(flags);
      const progress = new Progress(streams, flags.quiet ?? false);
      const lab = await build(labName(flags.name ?? spec.name), testbed(spec), progress);
      progress.end();
      lab.keep();
      lab.leave();
      for (const note of lab.notes) streams.stderr.write(`note: ${note}\n`);
      if (!flags.quiet)
        streams.stdout.write(
          `Lab ${lab.name} is up (${Math.round(lab.buildMs)} ms): ${lab.testbed.plan.nodes.length} nodes, ${lab.testbed.cni.name} ${lab.testbed.choice.mode.name}.\nTry: testbed test; testbed exec ${lab.testbed.plan.nodes[0]!.name} -- ip route; testbed down${nameFlag(lab.name)}\n`,
        );
      finish(exitCode.ok);
    });
}

const nameFlag = (name: string) => (name === 'testbed' ? '' : ` --name ${name}`);

export function testCommand(program: Command, streams: Streams, finish: Finish): void {
  addReportOptions(program.command('test').description('test every pair in a lab that is up'))
    .option('--name <name>', 'name of the lab', 'testbed')
    .addHelpText('after', '\nExamples:\n  testbed test\n  testbed test --sample 100 --json r.json')
    .action(async (flags: ReportFlags & { name: string }) => {
      const sample = sampleOf(flags);
      const startedAt = new Date();
      const lab = enterLab(labName(flags.name));
      const progress = new Progress(streams, flags.quiet ?? false);
      try {
        finish(report(await testLab(lab, { sample }, startedAt, progress), flags, streams));
      } finally {
        progress.end();
        lab.leave();
      }
    });
}
