import { type Command, Option } from 'commander';
import { named } from '../../../base/lists';
import { oneLine } from '../../../base/plain-text';
import { TargetError } from '../../../base/target-error';
import { clusterTarget, type localTarget } from '../../../base/targets';
import { writeFiles } from '../../../base/write-files';
import { counted } from '../../../report';
import { type CapturedCluster, captureCluster, captureScript, captureStandingLab } from '../../../run';
import { exitCode, UsageError } from '../../exit-codes';
import type { Finish } from '../../finish';
import { printed, standardOutput } from '../../io/output-files';
import type { Streams } from '../../io/streams';
import { watched } from '../../io/watched';
import {
  addClusterAccess,
  type ClusterAccessFlags,
  captureOptionsFrom,
  refuseClusterAccess,
} from '../../options/cluster-access';
import { addTargetOption } from '../../options/target-options';

/** What `testbed capture` is given. */
interface CaptureFlags extends ClusterAccessFlags {
  readonly target: typeof localTarget | typeof clusterTarget;
  readonly name?: string;
  readonly host?: readonly string[];
  readonly redact?: boolean;
  readonly out: string;
  readonly quiet?: boolean;
  readonly script?: boolean;
}

const about = `
A capture is what ip, bridge, nft and the like say of one machine's kernel: nothing is changed for it, and no private key is read.
On any other machine, run the script: as root, or as an ordinary user, whom the kernel shows less.

Examples:
  testbed up && testbed capture
  testbed capture --host worker-1 --host pod:worker-1/0 --redact --out to-share
  testbed capture --target kubernetes --context kind-testbed --out captures
  testbed capture --script > capture.sh && sh capture.sh --host worker-1 > worker-1.json`;

/** `testbed capture` */
export function captureCommand(program: Command, streams: Streams, finish: Finish): void {
  const command = addTargetOption(
    program
      .command('capture')
      .description(
        'write down the kernel state of a lab that is up, or of a cluster’s nodes: a file for each',
      )
      .optionsGroup('What to capture:'),
    { local: 'a lab that is up', kubernetes: 'the nodes of any cluster that kubectl reaches' },
  )
    .option('--name <name>', 'name of the lab (default: testbed)')
    .option('--host <where...>', 'worker-1, pod:worker-1/0, switch.a, router (default: all)')
    .option(
      '--redact',
      'replace addresses, names of machines and links, keys and comments, so that it can be shared',
    )
    .addOption(
      new Option('--script', 'print the script that captures any machine, and capture nothing').conflicts([
        ...['name', 'host', 'redact', 'out', 'quiet'],
      ]),
    )
    .optionsGroup('Where to write it:')
    .option('--out <folder>', 'where to write the files; - for standard output, with one --host', 'captures')
    .option('-q, --quiet', 'print nothing');
  addClusterAccess(command)
    .addHelpText('after', about)
    .action(async (flags: CaptureFlags) => {
      if (flags.target !== clusterTarget) refuseClusterAccess(flags, command);
      if (flags.script) await printed(captureScript(), streams.stdout);
      else if (flags.target === clusterTarget) await captureNodes(flags, streams);
      else await capture(flags, streams);
      finish(exitCode.ok);
    });
}

async function captureNodes(flags: CaptureFlags, streams: Streams): Promise<void> {
  const { name, host, redact, quiet } = flags;
  if (name !== undefined || host !== undefined)
    throw new UsageError(
      `--${name === undefined ? 'host' : 'name'} is for labs: leave it out, or leave --target out`,
    );
  const { captures, notes } = await watched(streams, { quiet }, (watcher) =>
    captureCluster({ ...captureOptionsFrom(flags), redact, watcher }),
  );
  for (const note of notes) streams.stderr.write(`${oneLine(note)}\n`);
  if (captures.length === 0)
    throw new TargetError('no node could be captured', 'See what is said of each above');
  await write(captures, flags, streams);
}

async function capture(flags: CaptureFlags, streams: Streams): Promise<void> {
  const { name = 'testbed', host, redact, out } = flags;
  if (out === standardOutput && host?.length !== 1)
    throw new UsageError('--out -: standard output takes one capture; name one --host, or a folder');
  await write(await captureStandingLab(name, { places: host, redact }), flags, streams);
}

async function write(
  captures: CapturedCluster['captures'],
  { out, quiet }: CaptureFlags,
  { stdout }: Streams,
): Promise<void> {
  const files = captures.map((one) => [`${one.host}.json`, `${JSON.stringify(one, null, 2)}\n`] as const);
  if (out === standardOutput) return printed(files.map(([, text]) => text).join(''), stdout);
  const written = writeFiles(out, files);
  if (!quiet) stdout.write(`${oneLine(`${counted(written.length, 'capture')}: ${named(written)}`)}\n`);
}
