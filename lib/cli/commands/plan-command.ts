import type { Command } from 'commander';
import { clouds } from '../../provision/clouds';
import { planTable } from '../../report';
import { planFor } from '../../run';
import { exitCode } from '../exit-codes';
import type { Finish } from '../finish';
import { type Streams, styleOf } from '../io/streams';
import { specRequest } from '../options/spec-from-flags';
import { addSpecOptions, type SpecFlags } from '../options/spec-options';
import { warn } from '../options/spec-warnings';
import { addTargetOption } from '../options/target-options';

type PlanFlags = SpecFlags & { readonly json?: boolean; readonly target: string };

const meaning = (cloud: string) => `keep the rules of ${cloud} too, and estimate the cost`;

/** `testbed plan` */
export function planCommand(program: Command, streams: Streams, finish: Finish): void {
  addTargetOption(
    addSpecOptions(
      program.command('plan').description('compute and prove the address plan, and show it'),
    ).optionsGroup('What for:'),
    {
      local: 'the plan alone',
      ...Object.fromEntries(clouds.map(({ name, title }) => [name, meaning(title)])),
    },
  )
    .option('--json', 'print the plan as JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  testbed plan --nodes 5 --zones 2\n  testbed plan --pod-cidr 10.96.0.0/16        # overlaps the services: says which range is free\n  testbed plan --target aws                   # with what it costs an hour\n  testbed plan --json | jq .nodes[].podCidr',
    )
    .action((flags: PlanFlags) => {
      const { plan, cost, warnings } = planFor(specRequest(flags), flags.target);
      const style = styleOf(streams.stdout);
      const text = flags.json
        ? JSON.stringify(plan, null, 2)
        : `${planTable(plan, style)}${cost ? `\n\n${style.strong('Cost')}\n${cost.replace(/^/gm, '  ')}` : ''}`;
      streams.stdout.write(`${text}\n`);
      warn(warnings, flags, streams);
      finish(exitCode.ok);
    });
}
