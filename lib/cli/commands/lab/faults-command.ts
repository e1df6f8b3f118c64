import { type Command, Option } from 'commander';
import { faults } from '../../../faults';
import { faultTable, table } from '../../../report';
import type { FaultReport } from '../../../results';
import { defaultSeed, runFaults } from '../../../run';
import { exitCode } from '../../exit-codes';
import type { Finish } from '../../finish';
import { type Publication, publish } from '../../io/publish';
import { type Streams, styleOf } from '../../io/streams';
import { watched } from '../../io/watched';
import { codeOf, named } from '../../io/write-reports';
import { seedNumbers } from '../../options/fault-options';
import { keepsFilesApart } from '../../options/file-flags';
import { specRequest } from '../../options/spec-from-flags';
import { addSpecOptions, type SpecFlags } from '../../options/spec-options';
import { addLabTarget, type LabTargetFlags, measuresNothing } from '../../options/target-options';
import { wholeNumberOption } from '../../options/whole-number';

interface FaultFlags extends SpecFlags, LabTargetFlags {
  readonly only?: readonly string[];
  readonly seed: number;
  readonly json?: string;
  readonly list?: boolean;
  readonly real?: boolean;
  readonly quiet?: boolean;
}

/** `testbed faults` */
export function faultsCommand(program: Command, streams: Streams, finish: Finish): void {
  addLabTarget(
    addSpecOptions(
      keepsFilesApart(program.command('faults')).description(
        'break a lab in every way of the catalogue, and see that the tests find and name it',
      ),
    ),
  )
    .optionsGroup('What to break and where to write it:')
    .addOption(new Option('--list', 'list the faults and break nothing').conflicts('json'))
    .option('--only <names...>', 'these faults alone')
    .option(
      '--real',
      'break healthy labs by commands, read what they have then, and mend them by the commands that the report prints',
    )
    .addOption(
      wholeNumberOption('--seed <number>', 'chooses which nodes and pods are hit', seedNumbers).default(
        defaultSeed,
      ),
    )
    .option('--json <file>', 'write what became of them as JSON')
    .option('-q, --quiet', 'print nothing, only the exit code and errors')
    .addHelpText(
      'after',
      '\nWithout --cni each fault is tried in the first CNI and mode that has what it breaks.\n\nExamples:\n  testbed faults\n  testbed faults --cni calico --mode bgp --json f.json\n  testbed faults --only route-missing mtu-black-hole\n  testbed faults --real --only route-missing\n  testbed lab --fault route-missing --html r.html',
    )
    .action(async (flags: FaultFlags) => {
      if (!flags.list) return finish(await breakLabs(flags, streams));
      streams.stdout.write(`${faultList(streams)}\n`);
      finish(exitCode.ok);
    });
}

function faultList({ stdout }: Streams): string {
  const style = styleOf(stdout);
  const rows = faults.map(({ name, about, diagnosis }) => [name, about, diagnosis]);
  return table(['FAULT', 'WHAT IT IS', 'DIAGNOSIS'].map(style.dim), rows, { width: style.width });
}

async function breakLabs(flags: FaultFlags, streams: Streams): Promise<number> {
  const { cni, mode, dataPlane, only, seed, real } = flags;
  const everyMode = [cni, mode, flags.scenario, flags.spec].every((given) => given === undefined);
  const request = specRequest(flags);
  const options = { everyMode, dataPlane, only, seed, real, predictOnly: measuresNothing(flags) };
  const report = await watched(streams, flags, (watcher) => runFaults(request, { ...options, watcher }));
  const { tried, detected, diagnosed, mended = tried } = report.summary;
  const troubles = await publish(publicationOf(report, flags, streams), streams);
  if (Math.min(detected, diagnosed, mended) < tried) return exitCode.checkFailed;
  return tried > 0 ? codeOf(troubles) : exitCode.target;
}

function publicationOf(report: FaultReport, flags: FaultFlags, { stdout }: Streams): Publication {
  const { json, quiet } = flags;
  const { tried, detected, diagnosed } = report.summary;
  const printed = {
    make: () => faultTable(report, styleOf(stdout), { measured: !measuresNothing(flags) }),
    rest: `${tried} faults tried: ${detected} detected, ${diagnosed} diagnosed right`,
  };
  const make = () => `${JSON.stringify(report, null, 2)}\n`;
  return {
    printed: quiet ? undefined : printed,
    reports: [{ what: 'the list of faults', to: named(json), make }],
  };
}
