import type { Command } from 'commander';
import { resetMachines } from '../../../run';
import { exitCode } from '../../exit-codes';
import type { Finish } from '../../finish';
import { onInterrupt } from '../../io/interrupt';
import type { Streams } from '../../io/streams';
import { saidYes } from '../../io/yes';
import { addMachinesSpec, type MachinesFlags, machinesSource } from './machines-source';

interface ResetFlags extends MachinesFlags {
  readonly yes?: boolean;
  readonly stack?: string;
}

const help = `
A cluster that the testbed has not made is left alone. Packages stay installed; nothing of them runs.

Examples:
  testbed machines reset machines.yaml
  testbed machines reset machines.yaml --yes`;

/** `testbed machines reset` */
export function addResetCommand(machines: Command, streams: Streams, finish: Finish): void {
  addMachinesSpec(
    machines
      .command('reset')
      .description('take the cluster off them, and what CNIs and kube-proxy have left'),
    'that they were brought up with',
  )
    .option('--stack <name>', 'do nothing where they run the cluster of another stack')
    .option('--yes', 'do it without a question')
    .addHelpText('after', help)
    .action(async (spec: string | undefined, flags: ResetFlags) => finish(await reset(spec, flags, streams)));
}

async function reset(
  spec: string | undefined,
  flags: ResetFlags,
  { stdout, stderr }: Streams,
): Promise<number> {
  const { yes = false, stack } = flags;
  if (!yes && !(await saidYes('Take the cluster off all machines of the spec?', stderr))) {
    stderr.write('nothing was changed; --yes does it without a question\n');
    return exitCode.checkFailed;
  }
  const over = onInterrupt(
    () =>
      void stderr.write(
        'interrupted: a reset that has begun goes on; the same again waits for it, and ends it\n',
      ),
  );
  const done = await resetMachines(machinesSource(spec, flags), { stack }).finally(over);
  if (done.length === 0) stdout.write('they run the cluster of another stack: nothing was changed\n');
  for (const { machine, removed, gaps } of done) {
    for (const { owner, name } of removed) stdout.write(`${machine}: removed ${name} (${owner})\n`);
    for (const { command } of gaps) stdout.write(`${machine}: not read: ${command}\n`);
    stdout.write(`${machine}: nothing is left${gaps.length > 0 ? ' of what could be read' : ''}\n`);
  }
  return done.some(({ gaps }) => gaps.length > 0) ? exitCode.target : exitCode.ok;
}
