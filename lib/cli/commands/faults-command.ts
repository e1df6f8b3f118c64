import { type Command, Option } from 'commander';
import { faults } from '../../faults';
import { faultTable, table } from '../../report';
import { exitCode } from '../exit-codes';
import { type Printed, publish } from '../io/publish';
import { type Streams, styleOf } from '../io/streams';
import { codeOf, named, type Report } from '../io/write-reports';
import { keepsFilesApart } from '../options/file-flags';
import { addTargetOption } from '../options/lab-options';
import { addSpecOptions } from '../options/spec-options';
import { type FaultFlags, runFaults } from '../run-faults';
import type { Finish } from '../testbed-program';

type Flags = FaultFlags & { readonly json?: string; readonly list?: boolean };

export function faultsCommand(program: Command, streams: Streams, finish: Finish): void {
  addTargetOption(
    addSpecOptions(
      keepsFilesApart(program.command('faults')).description(
        'break a lab in every way of the catalogue, and see that the tests find and name it',
      ),
    ),
  )
    .optionsGroup('What to break and where to write it:')
    .addOption(new Option('--list', 'list the faults and break nothing').conflicts('json'))
    .option('--only <names...>', 'these faults alone')
    .option('--seed <number>', 'which nodes and pods are hit follows from it', '1')
    .option('--json <file>', 'write what became of them as JSON')
    .option('-q, --quiet', 'print nothing, only the exit code and errors')
    .addHelpText(
      'after',
      '\nWithout --cni each fault is tried in the first CNI and mode that has what it breaks.\n\nExamples:\n  testbed faults\n  testbed faults --cni calico --mode bgp --json f.json\n  testbed faults --only route-missing mtu-black-hole\n  testbed lab --fault route-missing --html r.html',
    )
    .action(async (flags: Flags) => finish(await run(flags, streams)));
}

async function run(flags: Flags, streams: Streams): Promise<number> {
  const style = styleOf(streams.stdout);
  if (flags.list) {
    const rows = faults.map(({ name, about, diagnosis }) => [name, about, diagnosis]);
    const head = ['FAULT', 'WHAT IT IS', 'DIAGNOSIS'].map(style.dim);
    streams.stdout.write(`${table(head, rows, { width: style.width })}\n`);
    return exitCode.ok;
  }
  const report = await runFaults(flags, streams);
  const { tried, detected, diagnosed } = report.summary;
  const printed: Printed = {
    make: () => faultTable(report, style),
    rest: `${tried} faults tried: ${detected} detected, ${diagnosed} diagnosed right`,
  };
  const json: Report = {
    what: 'the list of faults',
    to: named(flags.json),
    make: () => `${JSON.stringify(report, null, 2)}\n`,
  };
  const troubles = await publish({ printed: flags.quiet ? undefined : printed, reports: [json] }, streams);
  if (detected < tried || diagnosed < tried) return exitCode.checkFailed;
  return tried > 0 ? codeOf(troubles) : exitCode.target;
}
