import type { Command } from 'commander';
import { planWarnings } from '../../../plan';
import { counted } from '../../../report';
import { type RaisedLab, raiseLab } from '../../../run';
import { exitCode } from '../../exit-codes';
import type { Finish } from '../../finish';
import type { Streams } from '../../io/streams';
import { watched } from '../../io/watched';
import { addFaultOptions, faultChoice, type OneFaultFlags } from '../../options/fault-options';
import { specFrom } from '../../options/spec-from-flags';
import { addSpecOptions, type SpecFlags } from '../../options/spec-options';
import { warn } from '../../options/spec-warnings';

type UpFlags = SpecFlags & OneFaultFlags & { readonly name?: string; readonly quiet?: boolean };

/** `testbed up` */
export function upCommand(program: Command, streams: Streams, finish: Finish): void {
  addFaultOptions(addSpecOptions(program.command('up').description('build a lab and leave it up')))
    .optionsGroup('The lab:')
    .option('--name <name>', 'name of the lab (default: the name in the spec)')
    .option('-q, --quiet', 'print nothing')
    .addHelpText(
      'after',
      '\nExamples:\n  testbed up --nodes 4\n  testbed exec worker-1 -- ip route\n  testbed test\n  testbed down',
    )
    .action(async (flags: UpFlags) => {
      await up(flags, streams);
      finish(exitCode.ok);
    });
}

async function up(flags: UpFlags, streams: Streams): Promise<void> {
  const spec = specFrom(flags);
  warn(planWarnings(spec), flags, streams);
  const options = { name: flags.name, fault: faultChoice(flags) };
  const lab = await watched(streams, flags, (watcher) => raiseLab(spec, { ...options, watcher }));
  if (lab.testbed.fault) streams.stderr.write(`broken: ${lab.testbed.fault.about}\n`);
  for (const note of lab.notes) streams.stderr.write(`note: ${note}\n`);
  if (!flags.quiet) streams.stdout.write(`${upText(lab)}\n`);
}

function upText({ name, testbed: { plan, cni, choice }, buildMs }: RaisedLab): string {
  const flag = name === 'testbed' ? '' : ` --name ${name}`;
  const [test, exec, down] = ['test', 'exec', 'down'].map((command) => `testbed ${command}${flag}`);
  return [
    `Lab ${name} is up (${Math.round(buildMs)} ms): ${counted(plan.nodes.length, 'node')}, ${cni.name} ${choice.mode.name}.`,
    `Try: ${test}; ${exec} ${plan.nodes[0]?.name} -- ip route; ${down}`,
  ].join('\n');
}
