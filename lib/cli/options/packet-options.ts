import type { Command } from 'commander';
import { allFamilies, type Family, type Protocol, protocols } from '../../net';
import { smallestPacket } from '../../run';
import { UsageError } from '../exit-codes';
import { choiceOption } from './choice-option';
import type { OneFaultFlags } from './fault-options';
import type { SpecFlags } from './spec-options';
import { wholeNumberOption } from './whole-number';

/** What `testbed explain` is given. */
export interface ExplainFlags extends SpecFlags, OneFaultFlags {
  readonly protocol: Protocol;
  readonly family?: Family;
  readonly bytes?: number;
  readonly trace?: boolean;
  readonly real?: boolean;
  readonly state?: string;
  readonly name: string;
  /** True: all. */
  readonly words?: string | true;
}

/** Room for the headers of IPv4 and UDP, and the most that IPv4 can carry, in bytes. */
const packetBytes = { least: 28, most: 65_535 } as const;

/** Gives a command the packet that it follows. */
export function addPacketOptions(command: Command): Command {
  return command
    .optionsGroup('The packet:')
    .argument('[from]', 'pod:worker-1/0, node:worker-1')
    .argument('[to]', 'likewise')
    .addOption(choiceOption('--protocol <name>', 'tcp or udp', protocols).default('tcp'))
    .addOption(choiceOption('--family <name>', "ipv4 or ipv6 (default: the plan's first)", allFamilies))
    .option('--trace', 'also send it in a lab that is up, and capture it on every hop')
    .option('--real', 'follow it through the state that a lab which is up really has')
    .option('--state <path>', 'follow it through captures of machines: a file, or a folder of them')
    .option('--name <name>', 'the lab for --trace and --real', 'testbed')
    .option('--words [word]', 'explain the words of pod networking, or one of them, and no packet')
    .addOption(
      wholeNumberOption(
        '--bytes <count>',
        `size of the IP packet, headers included (default: ${smallestPacket})`,
        packetBytes,
      ),
    );
}

/** Flags that --trace and --real go by; everything else is as the lab that is up has it. */
const ofTheLab = ['trace', 'real', 'name', 'protocol', 'family', 'bytes'];

/** Refuses flags that a lab which is up cannot follow. @throws UsageError */
export function refuseFlagsOfTheLab(command: Command, flag: '--trace' | '--real'): void {
  const given = command.options.find(
    (option) =>
      !ofTheLab.includes(option.attributeName()) &&
      command.getOptionValueSource(option.attributeName()) === 'cli',
  );
  if (given)
    throw new UsageError(`${given.long} with ${flag}: the lab that is up stays what it is; leave it out`);
}
