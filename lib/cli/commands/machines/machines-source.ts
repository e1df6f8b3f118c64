import type { Command } from 'commander';
import type { MachinesSource } from '../../../run';
import { baseSpec } from '../../options/base-spec';

/** What names the machines. */
export interface MachinesFlags {
  readonly inventory?: string;
}

/** Gives a command its spec, and a list of machines beside it. */
export const addMachinesSpec = (command: Command, about: string): Command =>
  command
    .argument(
      '[spec]',
      `file of the spec ${about} (default: TESTBED_SPEC, as JSON, or context.testbed in cdktf.json)`,
    )
    .option(
      '--inventory <file>',
      "file with the machines, our own list or an inventory of Ansible's (default: machines.inventory of the spec)",
    );

/** The named file, else what other commands take where none is named, with the machines of the inventory. @throws SpecError */
export const machinesSource = (spec: string | undefined, { inventory }: MachinesFlags): MachinesSource =>
  baseSpec({ spec, inventory });

/** Both as words that name them again. */
export const machinesWords = (spec: string | undefined, { inventory }: MachinesFlags): string[] => [
  ...(spec === undefined ? [] : [spec]),
  ...(inventory === undefined ? [] : ['--inventory', inventory]),
];
