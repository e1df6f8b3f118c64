import type { Command } from 'commander';
import type { MachinesSource } from '../../../run';
import { baseSpec } from '../../options/base-spec';

/** Gives a command its spec. */
export const addMachinesSpec = (command: Command, about: string): Command =>
  command.argument(
    '[spec]',
    `file of the spec ${about} (default: TESTBED_SPEC, as JSON, or context.testbed in cdktf.json)`,
  );

/** The named file, else what other commands take where none is named. @throws SpecError */
export const machinesSource = (spec?: string): MachinesSource => baseSpec({ spec });
