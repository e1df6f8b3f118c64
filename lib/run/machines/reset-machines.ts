import type { Gap, Left } from '../../state';
import type { MachinesSource } from './machines-spec';
import { withMachinesOf } from './machines-stack';
import { standingStack } from './standing-stack';

/** What was done to one machine. */
export interface ResetMachine {
  readonly machine: string;
  /** What CNIs and kube-proxy had left, and is gone. */
  readonly removed: readonly Left[];
  /** What could not be read. */
  readonly gaps: readonly Gap[];
}

/** What is reset. */
export interface ResetMachinesOptions {
  /** Name of the stack whose cluster alone is taken off: machines that run another's by now are left alone. @default any */
  readonly stack?: string;
}

/**
 * Takes the cluster off the machines that a spec file lists, and proves that nothing of it is left.
 * @returns what was done to each; nothing where they run another stack's cluster
 * @throws SpecError, or TargetError where a machine cannot be reached or something is left after all
 */
export function resetMachines(
  source: MachinesSource,
  { stack }: ResetMachinesOptions = {},
): Promise<ResetMachine[]> {
  return withMachinesOf(source, async ({ cluster, nodes }) => {
    const { resetMachine } = await import('../../provision/machines/reset/reset-machine');
    const { resetting, underWay } = await import('../../provision/machines/under-way');
    const { everyReset } = await import('../../provision/machines/reset/every-reset');
    const { neighboursOf } = await import('../../provision/machines/neighbours');
    if (stack !== undefined && ((await standingStack(nodes)) ?? stack) !== stack) return [];
    return everyReset(
      nodes.map(async (node) => ({
        machine: node.name,
        ...(await underWay(resetting, () => resetMachine(node, neighboursOf(cluster)))),
      })),
    );
  });
}
