import type { Command } from 'commander';
import { clusterTarget, type localTarget, notMeasured } from '../../base/targets';
import { clouds } from '../../provision/clouds';
import { exportTools } from '../../run';
import { choiceOption } from './choice-option';

/** Where a target leads that a command does not have. */
const elsewhere: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    exportTools.map(({ name, title }) => [
      name,
      `What ${title} takes of a plan: \`testbed export ${name}\`.`,
    ]),
  ),
  [clusterTarget]: [
    `To test a cluster that kubectl reaches: \`testbed test --target ${clusterTarget}\`;`,
    `to measure it: \`testbed measure --target ${clusterTarget}\`.`,
  ].join(' '),
  ...Object.fromEntries(
    clouds.map(({ name, title, reach }) => [
      name,
      `To plan for ${title}: \`testbed plan --target ${name}\`; to build it there: \`npx cdktf deploy\`; to see what runs: ${reach ? '`testbed status`, `results` and `measure`' : '`testbed status` and `results`'} with its stack.`,
    ]),
  ),
  [notMeasured]: 'To measure nothing: `testbed lab --predict-only`.',
};

/** Gives a command --target. @param meanings what each of its targets means there, the default first */
export function addTargetOption(command: Command, meanings: Readonly<Record<string, string>>): Command {
  const names = Object.keys(meanings);
  const about = Object.entries(meanings).map(([name, meaning]) => `${name}: ${meaning}`);
  return command.addOption(
    choiceOption('--target <name>', about.join('; '), names, elsewhere).default(names[0]),
  );
}

/** Where a lab is built, or that nothing is measured. */
export interface LabTargetFlags {
  readonly target: typeof localTarget | typeof notMeasured;
  readonly predictOnly?: boolean;
}

/** Gives a command that builds labs its target, and the choice to build none. */
export function addLabTarget(command: Command): Command {
  return addTargetOption(command.optionsGroup('Where to build it:'), {
    local: 'Linux namespaces on this machine',
    [notMeasured]: 'the same as --predict-only',
  }).option('--predict-only', 'build and measure nothing: walk the packets over the computed state');
}

/** Whether a command is to build and measure nothing. */
export function measuresNothing({ target, predictOnly = false }: LabTargetFlags): boolean {
  return predictOnly || target === notMeasured;
}
