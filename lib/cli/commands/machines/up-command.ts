import type { Command } from 'commander';
import { shellWords } from '../../../base/shell-words';
import { rerunMachines, upMachines } from '../../../run';
import type { Finish } from '../../finish';
import { report } from '../../io/report-results';
import type { Streams } from '../../io/streams';
import { addReportFiles } from '../../options/report-options';
import { bringingUp, hearing, saying, type UpFlags, type WaitFlags, withTimeout } from './bringing-up';
import { addMachinesSpec, machinesSource, machinesWords } from './machines-source';

const upHelp = `
The same again changes nothing. A spec that has changed, such as to another CNI, resets the machines first. Ctrl-C ends the
wait, not the boot: what has begun goes on, and the same command goes on from there.

Examples:
  testbed machines up machines.yaml
  testbed machines up machines.yaml --json r.json --html r.html`;

const rerunHelp = `
Examples:
  testbed machines rerun machines.yaml --json again.json`;

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
    .action(async (spec: string | undefined, flags: WaitFlags) => finish(await rerun(spec, flags, streams)));
}

async function up(spec: string | undefined, flags: UpFlags, streams: Streams): Promise<number> {
  const again = shellWords([
    ...['testbed', 'machines', 'up'],
    ...machinesWords(spec, flags),
    ...(flags.stack === undefined ? [] : ['--stack', flags.stack]),
  ]);
  return bringingUp((options) => upMachines(machinesSource(spec, flags), options), again, flags, streams);
}

async function rerun(spec: string | undefined, flags: WaitFlags, streams: Streams): Promise<number> {
  const heard = { ...(await hearing(saying(flags, streams))), timeoutS: flags.timeout };
  return report(await rerunMachines(machinesSource(spec, flags), heard), flags, streams);
}
