import type { MachineCluster } from '../../provision/machine-cluster';
import type { ConnectedNode } from '../../provision/machines/remote';
import { type MachinesSource, machinesIn } from './machines-spec';

/** A cluster on machines that answer. */
export interface MachinesStack {
  /** Its name. */
  readonly stack: string;
  readonly cluster: MachineCluster;
  readonly nodes: readonly ConnectedNode[];
}

/**
 * Takes a step with the machines that a spec file lists.
 * @param name of the stack. @default `machines-` and its CNI
 * @throws SpecError with every problem of the file, TargetError with all machines that cannot be reached
 */
export async function withMachinesOf<T>(
  source: MachinesSource,
  step: (stack: MachinesStack) => Promise<T>,
  name?: string,
): Promise<T> {
  const cluster = machinesIn(source);
  const { withMachines } = await import('../../provision/machines/connected');
  const stack = name ?? `machines-${cluster.cni.name}`;
  return withMachines(cluster.plan.nodes, cluster.spec.machines.hosts, (nodes) =>
    step({ stack, cluster, nodes }),
  );
}
