import { type Command, Option } from 'commander';
import { UsageError } from '../exit-codes';
import { quoted } from '../io/quoted';

export interface TargetFlags {
  readonly target: 'local' | 'predicted';
}

export function addTargetOption(command: Command): Command {
  return command
    .optionsGroup('Where to build it:')
    .addOption(
      new Option(
        '--target <name>',
        'local: Linux namespaces on this machine; predicted: nowhere, packets are walked over the computed state',
      )
        .choices(['local', 'predicted'])
        .default('local'),
    );
}

/** For a lab that goes again when its tests are done. */
export function addLabName(command: Command): Command {
  return command.option('--name <name>', 'name of the lab (default: lab- and the process id)');
}

/** A lab's name as it may stand in a file's name. @throws UsageError */
export function labName(name: string): string {
  if (!/^[a-z0-9]([-a-z0-9]{0,38}[a-z0-9])?$/.test(name))
    throw new UsageError(
      `--name ${quoted(name)}: a name is a DNS label: lower-case letters, digits and inner hyphens, at most 40`,
    );
  return name;
}
