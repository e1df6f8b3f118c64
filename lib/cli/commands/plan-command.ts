import { type Command, Option } from 'commander';
import { cnis } from '../../cni';
import type { Plan } from '../../plan';
import type { Cloud } from '../../provision/cloud';
import { clouds } from '../../provision/clouds';
import { planTable } from '../../report';
import { plannedTestbed } from '../../testbed';
import { exitCode } from '../exit-codes';
import { type Streams, styleOf } from '../io/streams';
import { addSpecOptions, type SpecFlags, specFrom } from '../options/spec-options';
import type { Finish } from '../testbed-program';

type PlanFlags = SpecFlags & { readonly json?: boolean; readonly target: string };

export function planCommand(program: Command, { stdout }: Streams, finish: Finish): void {
  addSpecOptions(program.command('plan').description('compute and prove the address plan, and show it'))
    .optionsGroup('What for:')
    .addOption(
      new Option('--target <name>', "aws: keep AWS' rules too, and estimate the cost")
        .choices(['local', ...clouds.map(({ name }) => name)])
        .default('local'),
    )
    .option('--json', 'print the plan as JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  testbed plan --nodes 5 --zones 2\n  testbed plan --pod-cidr 10.96.0.0/16        # overlaps the services: says which range is free\n  testbed plan --target aws                   # with what it costs an hour\n  testbed plan --json | jq .nodes[].podCidr',
    )
    .action(async (flags: PlanFlags) => {
      const cloud = clouds.find(({ name }) => name === flags.target);
      const { plan, cost } = cloud ? cloudPlan(flags, cloud) : { plan: plannedTestbed(specFrom(flags)).plan };
      const style = styleOf(stdout);
      const costs = cost ? `\n\n${style.strong('Cost')}\n${cost.replace(/^/gm, '  ')}` : '';
      stdout.write(flags.json ? `${JSON.stringify(plan, null, 2)}\n` : `${planTable(plan, style)}${costs}\n`);
      finish(exitCode.ok);
    });
}

function cloudPlan(flags: SpecFlags, cloud: Cloud): { plan: Plan; cost?: string } {
  const { defaults } = cloud;
  const spec = specFrom(flags, { defaults, problems: (sound) => cloud.problems(sound, cnis) });
  return { plan: cloud.cluster(spec, cnis).plan, cost: cloud.costText?.(spec) };
}
