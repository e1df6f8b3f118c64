import type { Command } from 'commander';
import { planTable, styleFor } from '../report';
import { testbed } from '../testbed';
import { exitCode } from './exit-codes';
import { addSpecOptions, type SpecFlags, specFrom } from './spec-options';
import { type Streams, wantsColours } from './streams';
import type { Finish } from './testbed-program';

export function planCommand(program: Command, { stdout }: Streams, finish: Finish): void {
  addSpecOptions(program.command('plan').description('compute and prove the address plan, and show it'))
    .option('--json', 'print the plan as JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  testbed plan --nodes 5 --zones 2\n  testbed plan --pod-cidr 10.96.0.0/16        # overlaps the services: says which range is free\n  testbed plan --json | jq .nodes[].podCidr',
    )
    .action((flags: SpecFlags & { json?: boolean }) => {
      const { plan } = testbed(specFrom(flags));
      stdout.write(
        flags.json
          ? `${JSON.stringify(plan, null, 2)}\n`
          : `${planTable(plan, styleFor(wantsColours(stdout)))}\n`,
      );
      finish(exitCode.ok);
    });
}
