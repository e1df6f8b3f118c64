import type { Command } from 'commander';
import { broken, type Fault, faults } from '../../faults';
import type { TestbedSpec } from '../../plan';
import { type Testbed, testbed } from '../../testbed';
import { UsageError } from '../exit-codes';
import { quoted } from '../io/quoted';

export interface OneFaultFlags {
  readonly fault?: string;
  readonly seed?: string;
}

export function addFaultOptions(command: Command): Command {
  return command
    .optionsGroup('What to break:')
    .option('--fault <name>', 'break it on purpose (testbed faults --list)')
    .option('--seed <number>', 'which nodes and pods the fault hits follows from it (default: 1)');
}

/** The testbed of the spec, broken where that was asked for. @throws UsageError where there is nothing to break */
export function testbedWith(spec: TestbedSpec, { fault, seed }: OneFaultFlags): Testbed {
  const healthy = testbed(spec);
  if (fault === undefined) {
    if (seed !== undefined)
      throw new UsageError(
        `--seed ${quoted(seed)} chooses what a fault hits: add --fault NAME, or leave it out`,
      );
    return healthy;
  }
  const wanted = broken(healthy, faultNamed(fault), seedOf(seed));
  if (wanted) return wanted;
  const { cni, choice } = healthy;
  throw new UsageError(
    `--fault ${quoted(fault)}: ${cni.name} ${choice.mode.name} has nothing that it could break here`,
  );
}

/** @throws UsageError that lists what there is */
export function faultNamed(name: string): Fault {
  const found = faults.find((fault) => fault.name === name);
  if (found) return found;
  throw new UsageError(
    `there is no fault ${quoted(name)}. These are: ${faults.map((fault) => fault.name).join(', ')}`,
  );
}

/** @throws UsageError */
export function seedOf(text = '1'): number {
  if (!/^\d{1,9}$/.test(text))
    throw new UsageError(`--seed ${quoted(text)}: it must be a whole number from 0 on`);
  return Number(text);
}
