import { type Command, Option } from 'commander';
import { capabilities } from '../../../cni';
import { choiceText, wordTable } from '../../../report';
import { choose, preferences, standingsIn } from '../../../run';
import { exitCode, UsageError } from '../../exit-codes';
import type { Finish } from '../../finish';
import { publish } from '../../io/publish';
import { type Streams, styleOf } from '../../io/streams';
import { codeOf, named } from '../../io/write-reports';
import { keepsFilesApart } from '../../options/file-flags';

interface ChooseFlags {
  readonly need?: readonly string[];
  readonly prefer?: readonly string[];
  readonly measurements?: string;
  readonly list?: boolean;
  readonly json?: string;
  readonly quiet?: boolean;
}

/** `testbed choose` */
export function chooseCommand(program: Command, streams: Streams, finish: Finish): void {
  keepsFilesApart(program.command('choose'))
    .description('say which CNIs and modes have what you need, and why the others have not')
    .option('--need <names...>', 'what it must have, such as policies,encryption or kernel=5.10')
    .option('--prefer <names...>', 'what to rank the eligible modes by, where it was measured')
    .option(
      '--measurements <file>',
      'what was measured: a file of `testbed measure` or `lab --all --measure`',
    )
    .addOption(
      new Option('--list', 'list what --need and --prefer take').conflicts([
        'need',
        'prefer',
        'measurements',
        'json',
      ]),
    )
    .option('--json <file>', 'write every answer, with version and source, as JSON')
    .option('-q, --quiet', 'print nothing, only write the file')
    .addHelpText(
      'after',
      '\nThe answers come from the documentation of each CNI in the version that clusters get, and name it. What nobody\nsays of that version is not verified, and does not meet a need. Each need is answered by itself:\ntwo settings may exclude one another, which the remarks say where the pages do.\n\nExamples:\n  testbed choose --list\n  testbed choose --need policies,encryption\n  testbed choose --need dual-stack,zones,kernel=5.10 --json choice.json\n  testbed choose --need policies --prefer latency,cpu --measurements modes.json\n  testbed choose --need kube-proxy-replacement,kernel=$(uname -r)',
    )
    .action(async (flags: ChooseFlags) => {
      if (!flags.list) return finish(await answer(flags, streams));
      streams.stdout.write(`${wordLists(streams)}\n`);
      finish(exitCode.ok);
    });
}

async function answer(
  { need, prefer, measurements, json, quiet }: ChooseFlags,
  streams: Streams,
): Promise<number> {
  const wanted = wordsIn(prefer);
  if (measurements !== undefined && wanted.length === 0)
    throw new UsageError('--measurements is for ranking: say by what, with --prefer');
  const standings = measurements === undefined ? undefined : standingsIn(measurements);
  const choice = choose({ needs: wordsIn(need), prefer: wanted, standings });
  const printed = { make: () => choiceText(choice, styleOf(streams.stdout)), rest: '' };
  const make = () => `${JSON.stringify(choice, null, 2)}\n`;
  const reports = [{ what: 'the choice as JSON', to: named(json), make }];
  return codeOf(await publish({ printed: quiet ? undefined : printed, reports }, streams));
}

/** Lists may be written with commas, with spaces, and in several flags. */
const wordsIn = (lists: readonly string[] = []) => lists.flatMap((list) => list.trim().split(/\s*,\s*|\s+/));

function wordLists({ stdout }: Streams): string {
  const style = styleOf(stdout);
  return [wordTable('NEED', capabilities, style), '', wordTable('PREFERENCE', preferences, style)].join('\n');
}
