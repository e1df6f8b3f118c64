/** Clusters that stacks of a cloud are. */
import type { Measurements } from '../../measure';
import { RunError } from '../run-error';
import { silent } from '../watcher';
import { type ConnectedStack, connectedStack } from './connected-stack';
import { measureClusters, refuseTogether } from './measure-clusters';
import { stacksOfSameMachines } from './same-machines';
import type { MeasureStacksOptions } from './stacks-options';

/**
 * Measures deployed stacks in turns (A B B A), as `measureClusters` does clusters: CNI, mode and plan are those of the
 * deploy, and what the machines are is what their cloud says. Stacks of the same machines have these one after the other.
 * @throws TargetError where a stack cannot be connected to, its session ends, its cluster cannot be measured, or a swap fails
 */
export async function measureStacks(
  stacks: readonly string[],
  options: MeasureStacksOptions = {},
): Promise<Measurements> {
  refuseTogether(options.only ?? [], stacks.length);
  const same = await stacksOfSameMachines(stacks);
  if (!same && options.cycles !== undefined) throw new RunError({ code: 'cycles-without-swaps' });
  if (!same) return sideBySide(stacks, options);
  const { measureBySwapping } = await import('./measure-by-swapping');
  return measureBySwapping(same, options);
}

async function sideBySide(stacks: readonly string[], options: MeasureStacksOptions): Promise<Measurements> {
  const { watcher = silent } = options;
  const all: ConnectedStack[] = [];
  try {
    watcher.stage('connecting', stacks.length);
    for (const stack of stacks) {
      all.push(await connectedStack(stack));
      watcher.done(all.length);
    }
    return await measureClusters(
      all.map(({ cluster }) => cluster),
      options,
    );
  } catch (error) {
    throw all.find(({ lost }) => lost)?.lost ?? error;
  } finally {
    await Promise.all(all.map(({ connection }) => connection.close()));
  }
}
