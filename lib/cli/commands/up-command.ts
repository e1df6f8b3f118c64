import type { Command } from 'commander';
import type { NewLab } from '../../lab/lab';
import { refuseTooLarge } from '../../lab/machine/lab-size';
import { counted } from '../../report';
import { plannedTestbed } from '../../testbed';
import { exitCode } from '../exit-codes';
import { buildInterruptibly } from '../interruptible-lab';
import { Progress } from '../io/progress';
import type { Streams } from '../io/streams';
import { addFaultOptions, type OneFaultFlags, testbedWith } from '../options/fault-options';
import { labName } from '../options/lab-options';
import { addSpecOptions, type SpecFlags, specFrom } from '../options/spec-options';
import type { Finish } from '../testbed-program';

export function upCommand(program: Command, streams: Streams, finish: Finish): void {
  addFaultOptions(addSpecOptions(program.command('up').description('build a lab and leave it up')))
    .optionsGroup('The lab:')
    .option('--name <name>', 'name of the lab (default: the name in the spec)')
    .option('-q, --quiet', 'print nothing')
    .addHelpText(
      'after',
      '\nExamples:\n  testbed up --nodes 4\n  testbed exec worker-1 -- ip route\n  testbed test\n  testbed down',
    )
    .action(async (flags: SpecFlags & OneFaultFlags & { name?: string; quiet?: boolean }) => {
      const spec = specFrom(flags);
      refuseTooLarge(plannedTestbed(spec));
      const progress = new Progress(streams, flags.quiet ?? false);
      const lab = await buildInterruptibly(
        labName(flags.name ?? spec.name),
        testbedWith(spec, flags),
        progress,
      );
      progress.end();
      lab.keep();
      lab.leave();
      if (lab.testbed.fault) streams.stderr.write(`broken: ${lab.testbed.fault.about}\n`);
      for (const note of lab.notes) streams.stderr.write(`note: ${note}\n`);
      if (!flags.quiet) streams.stdout.write(`${upText(lab)}\n`);
      finish(exitCode.ok);
    });
}

function upText({ name, testbed, buildMs }: NewLab): string {
  const { plan, cni, choice } = testbed;
  const flag = name === 'testbed' ? '' : ` --name ${name}`;
  const tries = ['test', 'exec', 'down'].map((command) => `testbed ${command}${flag}`);
  return [
    `Lab ${name} is up (${Math.round(buildMs)} ms): ${counted(plan.nodes.length, 'node')}, ${cni.name} ${choice.mode.name}.`,
    `Try: ${tries[0]}; ${tries[1]} ${plan.nodes[0]!.name} -- ip route; ${tries[2]}`,
  ].join('\n');
}
