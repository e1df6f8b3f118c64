import type { Command } from 'commander';
import type { Warning } from '../../../plan';
import { clouds } from '../../../provision/clouds';
import { planTable, rangeUses } from '../../../report';
import { fabricNames, fabricPlan, planFor } from '../../../run';
import { exitCode } from '../../exit-codes';
import type { Finish } from '../../finish';
import { type Streams, styleOf } from '../../io/streams';
import { choiceOption } from '../../options/choice-option';
import { specRequest } from '../../options/spec-from-flags';
import { addSpecOptions, type SpecFlags } from '../../options/spec-options';
import { warn } from '../../options/spec-warnings';
import { addTargetOption } from '../../options/target-options';

type PlanFlags = SpecFlags & { readonly json?: boolean; readonly target: string; readonly for?: string };

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
    .addOption(
      choiceOption(
        '--for <fabric>',
        `what the plan becomes on a fabric (${fabricNames.join(', ')}), and what that refuses`,
        fabricNames,
      ).conflicts('target'),
    )
    .option('--json', 'print the plan as JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  testbed plan --nodes 5 --zones 2\n  testbed plan --pod-cidr 10.96.0.0/16        # overlaps the services: says which range is free\n  testbed plan --target aws                   # with what it costs an hour\n  testbed plan --for aci                      # which range goes where on Cisco ACI\n  testbed plan --json | jq .nodes[].podCidr',
    )
    .action((flags: PlanFlags) => {
      const { text, warnings } =
        flags.for === undefined ? planOf(flags, streams) : planOn(flags.for, flags, streams);
      streams.stdout.write(`${text}\n`);
      warn(warnings, flags, streams);
      finish(exitCode.ok);
    });
}

/** The plan as it is shown. */
interface Shown {
  readonly text: string;
  readonly warnings: readonly Warning[];
}

function planOf(flags: PlanFlags, { stdout }: Streams): Shown {
  const { plan, podMtus, cost, warnings } = planFor(specRequest(flags), flags.target);
  const style = styleOf(stdout);
  const costs = cost ? `\n\n${style.strong('Cost')}\n${cost.replace(/^/gm, '  ')}` : '';
  return { text: flags.json ? asJson(plan) : `${planTable(plan, style, podMtus)}${costs}`, warnings };
}

function planOn(fabric: string, flags: PlanFlags, { stdout }: Streams): Shown {
  const { plan, warnings, title, ranges, notes } = fabricPlan(fabric, specRequest(flags));
  const style = styleOf(stdout);
  return {
    text: flags.json
      ? asJson({ ...plan, fabric: { title, ranges, notes } })
      : `${planTable(plan, style)}\n\n${rangeUses(title, ranges, notes, style)}`,
    warnings,
  };
}

const asJson = (value: unknown) => JSON.stringify(value, null, 2);
