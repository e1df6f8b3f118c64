import type { Gap, Left } from '../../state';
import { withMachinesOf } from './machines-stack';

/** What was done to one machine. */
export interface ResetMachine {
  readonly machine: string;
  /** What CNIs and kube-proxy had left, and is gone. */
  readonly removed: readonly Left[];
  /** What could not be read. */
  readonly gaps: readonly Gap[];
}

/**
 * Takes the cluster off the machines that a spec file lists, and proves that nothing of it is left.
 * @throws SpecError, or TargetError where a machine cannot be reached or something is left after all
 */
export function resetMachines(file: string): Promise<ResetMachine[]> {
  return withMachinesOf(file, async ({ cluster, nodes }) => {
    const { resetMachine } = await import('../../provision/machines/reset/reset-machine');
    const { neighboursOf } = await import('../../provision/machines/up/prepare');
    const done = await Promise.allSettled(
      nodes.map(async (node) => ({
        machine: node.name,
        ...(await resetMachine(node, neighboursOf(cluster))),
      })),
    );
    for (const one of done) if (one.status === 'rejected') throw one.reason;
    return done.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  });
}
