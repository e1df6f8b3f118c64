import type { Command } from 'commander';
import type { FaultChoice } from '../../run';
import { UsageError } from '../exit-codes';
import { wholeNumberOption } from './whole-number';

/** The fault that a command makes. */
export interface OneFaultFlags {
  readonly fault?: string;
  readonly seed?: number;
}

/** What --seed takes. */
export const seedNumbers = { least: 0 } as const;

/** Gives a command the choice of a fault. */
export function addFaultOptions(command: Command): Command {
  return command
    .optionsGroup('What to break:')
    .option('--fault <name>', 'break it on purpose (testbed faults --list)')
    .addOption(
      wholeNumberOption(
        '--seed <number>',
        'chooses which nodes and pods the fault hits (default: 1)',
        seedNumbers,
      ),
    );
}

/** The fault that was asked for. @throws UsageError where a seed was given and no fault */
export function faultChoice({ fault, seed }: OneFaultFlags): FaultChoice | undefined {
  if (fault !== undefined) return { name: fault, seed };
  if (seed !== undefined)
    throw new UsageError(`--seed ${seed} chooses what a fault hits: add --fault NAME, or leave it out`);
  return undefined;
}
