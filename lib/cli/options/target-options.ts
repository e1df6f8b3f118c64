import { type Command, Option } from 'commander';
import { type localTarget, notMeasured } from '../../base/targets';

/** Gives a command --target. @param meanings what each of its targets means there, the default first */
export function addTargetOption(command: Command, meanings: Readonly<Record<string, string>>): Command {
  const names = Object.keys(meanings);
  const about = Object.entries(meanings).map(([name, meaning]) => `${name}: ${meaning}`);
  return command.addOption(new Option('--target <name>', about.join('; ')).choices(names).default(names[0]));
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
