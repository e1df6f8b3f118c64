/** The machines of a deployed stack, as its output lists them: how ssh gets at each, and never a secret. */
import * as z from 'zod';
import { TargetError } from '../../../base/target-error';
import type { Exchange } from '../../exchange/exchange';
import { linesTo } from '../connected';
import { hostSchema } from '../spec';
import { overMachines } from './over-machines';

const listed = z.array(hostSchema.extend({ role: z.enum(['control-plane', 'worker']) }));

/** One of them. */
export type ListedMachine = z.output<typeof listed>[number];

/** Name of the output of such a stack that has the whole spec: with it the machines are given back to the stack. */
export const specOutput = 'spec';

/** Opens the exchange on the machines of a list, each connected to at its first use. @throws TargetError where it is no list */
export function openListed(text: string): Exchange {
  const { nodes, close } = linesTo(listedIn(text));
  return overMachines(async () => nodes, close);
}

/** The machines of a list. @throws TargetError where it is none */
export function listedIn(text: string): readonly ListedMachine[] {
  try {
    return listed.parse(JSON.parse(text));
  } catch {
    throw new TargetError(
      'the list of machines is not what a stack of machines has',
      'Unset TESTBED_MACHINES, or deploy the stack again',
    );
  }
}
