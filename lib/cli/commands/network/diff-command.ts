import type { Command } from 'commander';
import { oneLine } from '../../../base/plain-text';
import { clusterTarget, type localTarget } from '../../../base/targets';
import { stateTable } from '../../../report';
import type { StateReport } from '../../../results';
import { diffCaptures, diffCluster, diffLab } from '../../../run';
import { exitCode, UsageError } from '../../exit-codes';
import type { Finish } from '../../finish';
import { publish } from '../../io/publish';
import { type Streams, styleOf } from '../../io/streams';
import { watched } from '../../io/watched';
import { codeOf, named } from '../../io/write-reports';
import {
  addClusterAccess,
  type ClusterAccessFlags,
  captureOptionsFrom,
  refuseClusterAccess,
} from '../../options/cluster-access';
import { keepsFilesApart } from '../../options/file-flags';
import { clusterFactsFrom } from '../../options/kubernetes-options';
import { specFrom } from '../../options/spec-from-flags';
import { addSpecOptions, type SpecFlags } from '../../options/spec-options';
import { addTargetOption } from '../../options/target-options';

interface DiffFlags extends SpecFlags, ClusterAccessFlags {
  readonly target: typeof localTarget | typeof clusterTarget;
  readonly name?: string;
  readonly state?: string;
  readonly all?: boolean;
  readonly json?: string;
  readonly quiet?: boolean;
}

const about = `
Each entry of the kernel's tables is equal, different, expected to differ (with the reason), or could not be read.
A difference matters where a packet's way changes by it alone. Exit code 3: some difference matters, or a machine
has what another CNI left.

Examples:
  testbed up && testbed exec worker-1 -- ip route del 10.244.2.0/24; testbed diff
  testbed diff --name lab2 --json diff.json
  testbed diff --spec testbed.yaml --state captures   # what capture.sh wrote on each node
  testbed diff --target kubernetes --cni flannel --mode vxlan`;

/** `testbed diff` */
export function diffCommand(program: Command, streams: Streams, finish: Finish): void {
  const command = addSpecOptions(
    keepsFilesApart(program.command('diff')).description(
      'show where the kernel state of a lab that is up, of a cluster or of captured machines differs from the computed one',
    ),
  );
  addTargetOption(command.optionsGroup('Where it is:'), {
    local: 'a lab that is up, or captures',
    kubernetes: 'any cluster that kubectl reaches: its nodes are captured first',
  });
  addClusterAccess(command)
    .optionsGroup('What to read and what to say of it:')
    .option('--name <name>', 'name of the lab (default: testbed)')
    .option(
      '--state <path>',
      'captures of machines that were built from the spec: a file, or a folder of them',
    )
    .option('--all', 'list what is expected to differ too')
    .option('--json <file>', 'write the differences as JSON')
    .option('-q, --quiet', 'print nothing, only the exit code and errors')
    .addHelpText('after', about)
    .action(async (flags: DiffFlags) =>
      finish(await publishDiff(await diffOf(flags, command, streams), flags, streams)),
    );
}

/** @throws UsageError where flags contradict one another, SpecError, RunError, TargetError */
async function diffOf(flags: DiffFlags, command: Command, streams: Streams): Promise<StateReport> {
  const { name, state } = flags;
  if (flags.target === clusterTarget) return diffOnCluster(flags, streams);
  refuseClusterAccess(flags, command);
  if (state === undefined) {
    refuseSpec(command);
    return diffLab(name ?? 'testbed');
  }
  if (name !== undefined)
    throw new UsageError(
      '--name with --state: captures are of machines and not of a lab that is up; leave one out',
    );
  return diffCaptures(specFrom(flags), state);
}

async function diffOnCluster(flags: DiffFlags, streams: Streams): Promise<StateReport> {
  const { name, quiet } = flags;
  const lab = name === undefined ? flags.state : name;
  if (lab !== undefined)
    throw new UsageError(
      `--${name === undefined ? 'state' : 'name'} is not for clusters, whose nodes are captured now; leave it out`,
    );
  const options = { ...captureOptionsFrom(flags), facts: clusterFactsFrom(flags) };
  const { state, notes } = await watched(streams, { quiet }, (watcher) =>
    diffCluster({ ...options, watcher }),
  );
  for (const note of notes) streams.stderr.write(`${oneLine(note)}\n`);
  return state;
}

/** @throws UsageError that names the flag */
function refuseSpec(command: Command): void {
  const ofLabs = ['target', 'name', 'all', 'json', 'quiet'];
  const given = command.options.find(
    (option) =>
      !ofLabs.includes(option.attributeName()) &&
      command.getOptionValueSource(option.attributeName()) === 'cli',
  );
  if (given)
    throw new UsageError(`${given.long}: the lab that is up stays what it is; leave it out, or add --state`);
}

async function publishDiff(state: StateReport, flags: DiffFlags, streams: Streams): Promise<number> {
  const { all, json, quiet } = flags;
  const table = { make: () => stateTable(state, styleOf(streams.stdout), { all }), rest: 'the differences' };
  const make = () => `${JSON.stringify(state, null, 2)}\n`;
  const troubles = await publish(
    { printed: quiet ? undefined : table, reports: [{ what: 'the differences', to: named(json), make }] },
    streams,
  );
  const isWrong = state.diff.some(({ matters }) => matters) || (state.findings?.length ?? 0) > 0;
  return isWrong ? exitCode.checkFailed : codeOf(troubles);
}
