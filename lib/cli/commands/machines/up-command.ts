import type { Command } from 'commander';
import { oneLine } from '../../../base/plain-text';
import { machineFindingLine, rerunMachines, UnreadyMachinesError, upMachines } from '../../../run';
import type { Finish } from '../../finish';
import { onInterrupt } from '../../io/interrupt';
import { report } from '../../io/report-results';
import type { Streams } from '../../io/streams';
import { addReportFiles, type ReportFlags } from '../../options/report-options';
import { wholeNumberOption } from '../../options/whole-number';
import { addMachinesSpec, machinesSource } from './machines-source';

interface UpFlags extends ReportFlags {
  readonly stack?: string;
  /** Seconds. */
  readonly timeout?: number;
}

const upHelp = `
The same again changes nothing. A spec that has changed, such as to another CNI, resets the machines first. Ctrl-C ends the
wait, not the boot: what has begun goes on, and the same command goes on from there.

Examples:
  testbed machines up machines.yaml
  testbed machines up machines.yaml --json r.json --html r.html`;

const rerunHelp = `
Examples:
  testbed machines rerun machines.yaml --json again.json`;

const deeds = {
  reset: 'had another cluster of the testbed, and is reset',
  files: 'has its files, and boots',
  start: 'goes on with its boot',
  nothing: 'is as it should be: nothing is changed',
} as const;

/** `testbed machines up` */
export function addUpCommand(machines: Command, streams: Streams, finish: Finish): void {
  withTimeout(
    addReportFiles(
      addMachinesSpec(
        machines
          .command('up')
          .description('make them the cluster of a spec, and judge what the connectivity Jobs find'),
        'that lists them under machines.hosts',
      ).option('--stack <name>', 'name of the stack (default: machines- and its CNI)'),
    ),
  )
    .addHelpText('after', upHelp)
    .action(async (spec: string | undefined, flags: UpFlags) => finish(await up(spec, flags, streams)));
}

/** `testbed machines rerun` */
export function addRerunCommand(machines: Command, streams: Streams, finish: Finish): void {
  withTimeout(
    addReportFiles(
      addMachinesSpec(
        machines
          .command('rerun')
          .description('run the connectivity Jobs on them again, and judge what they find'),
        'that they were brought up with',
      ),
    ),
  )
    .addHelpText('after', rerunHelp)
    .action(async (spec: string | undefined, flags: UpFlags) => finish(await rerun(spec, flags, streams)));
}

const withTimeout = (command: Command) =>
  command.addOption(
    wholeNumberOption('--timeout <seconds>', 'how long to wait (default: up 2400, rerun 3600)', {
      most: 999_999,
      unit: 'seconds',
    }),
  );

async function up(spec: string | undefined, flags: UpFlags, streams: Streams): Promise<number> {
  const { nameWidth, nodeStatusLine } = await import('../../../provision/watch');
  const { say, heard } = await hearing(flags, streams);
  const over = onInterrupt(() =>
    say(
      `interrupted: the machines go on as far as they can; testbed machines up ${spec ?? ''} goes on from there`,
    ),
  );
  try {
    const results = await upMachines(machinesSource(spec), {
      stack: flags.stack,
      ...heard,
      onUnasked: (finding) => say(`note: ${finding.machine}: ${machineFindingLine(finding)}`),
      onDeed: (node, deed) => say(`${node} ${deeds[deed]}`),
      onChange: (node, all) => say(nodeStatusLine(node, nameWidth(all))),
    });
    return await report(results, flags, streams);
  } catch (error) {
    if (error instanceof UnreadyMachinesError)
      for (const one of error.findings) streams.stderr.write(`${one.machine}: ${machineFindingLine(one)}\n`);
    throw error;
  } finally {
    over();
  }
}

async function rerun(spec: string | undefined, flags: UpFlags, streams: Streams): Promise<number> {
  const { heard } = await hearing(flags, streams);
  return report(await rerunMachines(machinesSource(spec), heard), flags, streams);
}

/** What both tell while they wait. */
async function hearing({ quiet, timeout }: UpFlags, streams: Streams) {
  const { jobsStatusText } = await import('../../../provision/watch');
  const say = (text: string) => {
    if (!quiet) streams.stderr.write(`${text}\n`);
  };
  const heard: Parameters<typeof rerunMachines>[1] = {
    timeoutS: timeout,
    onJobs: (jobs) => say(`connectivity Jobs ${jobsStatusText(jobs)}`),
    onTrouble: ({ message }) => say(`note: ${oneLine(message)}; it may pass, so the wait goes on`),
  };
  return { say, heard };
}
