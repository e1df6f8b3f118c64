import type { TargetError } from '../../base/target-error';
import type { CniNames } from '../../plan';
import type { MachineFinding } from '../../provision/machines/check/finding';
import type { JobsStatus, NodeStatus } from '../../provision/watch';
import type { Results } from '../../results';
import { resultsThrough } from '../cluster/stack';
import { type MachinesSource, withNames } from './machines-spec';
import { withMachinesOf } from './machines-stack';
import { standingStack } from './standing-stack';

/** How a cluster on machines is brought up, and who hears of it. */
export interface UpMachinesOptions {
  /** Name of the stack, for `testbed status` and `results`. @default `machines-` and the CNI's */
  readonly stack?: string;
  /** Gives up after so many seconds; the machines go on. @default 2400 */
  readonly timeoutS?: number;
  /** Called for what could not be asked of a machine before, and keeps it from nothing. @default nothing is called */
  readonly onUnasked?: (finding: MachineFinding) => void;
  /** Called for what was done to a machine before its boot. @default nothing is called */
  readonly onDeed?: (node: string, deed: 'reset' | 'clean' | 'files' | 'start' | 'nothing') => void;
  /** Called for each node whose step, attempt or state changed, with all nodes. @default nothing is called */
  readonly onChange?: (node: NodeStatus, nodes: readonly NodeStatus[]) => void;
  /** Called when the step, the attempt or the state of the Jobs changed. @default nothing is called */
  readonly onJobs?: (jobs: JobsStatus) => void;
  /** Called for the first of several failed looks in a row; the wait goes on. @default nothing is called */
  readonly onTrouble?: (error: TargetError) => void;
}

/**
 * Makes the machines that a spec file lists its cluster, and judges what the connectivity Jobs find there. Those that are
 * not the testbed's yet are checked before anything changes (UnreadyMachinesError). The same again
 * changes nothing; a spec that has changed resets the machines first; and what was cut off goes on.
 * @throws SpecError, or TargetError where a machine cannot be reached, a step fails or time runs out
 */
export function upMachines(
  source: MachinesSource,
  { stack: name, timeoutS, onUnasked, ...heard }: UpMachinesOptions = {},
): Promise<Results> {
  return withMachinesOf(
    source,
    async ({ stack, cluster, nodes }) => {
      const { lookingAt } = await import('./look-at-machines');
      const { bringUp } = await import('../../provision/machines/up/up');
      const { accessOver } = await import('../../provision/machines/up/access');
      const { connectivityJobs } = await import('../../provision/boot/connectivity-jobs');
      const timeoutMs = timeoutS === undefined ? undefined : 1000 * timeoutS;
      const wanted = { stack, cluster, nodes, connectivity: connectivityJobs(cluster) };
      await bringUp(wanted, { ...heard, look: lookingAt(cluster, onUnasked), timeoutMs });
      return resultsThrough(accessOver(stack, nodes));
    },
    name,
  );
}

/**
 * Gives the machines of a spec another CNI, or mode: takes the cluster off them that runs there, proves that nothing of it is
 * left, and brings up the other. What was cut off goes on, and where that CNI runs already nothing changes.
 * @throws as upMachines, also UnreadyMachinesError where something is left
 */
export function swapMachines(
  source: MachinesSource,
  names: Pick<CniNames, 'cni' | 'mode'>,
  options: UpMachinesOptions = {},
): Promise<Results> {
  return upMachines(withNames(source, names), options);
}

/** Runs the connectivity Jobs on the standing cluster again, and judges what they find. @throws as above */
export function rerunMachines(
  source: MachinesSource,
  { timeoutS, onJobs, onTrouble }: Pick<UpMachinesOptions, 'timeoutS' | 'onJobs' | 'onTrouble'> = {},
): Promise<Results> {
  return withMachinesOf(source, async ({ stack, nodes }) => {
    const { rerunJobs } = await import('../../provision/rerun/rerun');
    const { accessOver } = await import('../../provision/machines/up/access');
    const access = accessOver((await standingStack(nodes)) ?? stack, nodes); // it may have been swapped
    const timeoutMs = timeoutS === undefined ? undefined : 1000 * timeoutS;
    const run = await rerunJobs(access, { timeoutMs, onTrouble, onChange: onJobs });
    return resultsThrough(access, { run });
  });
}
