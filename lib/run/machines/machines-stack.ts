import type { MachineCluster } from '../../provision/machine-cluster';
import type { ConnectedNode } from '../../provision/machines/remote';
import { machinesIn } from './machines-spec';

/** A cluster on machines that answer. */
export interface MachinesStack {
  /** `machines-` and its CNI. */
  readonly stack: string;
  readonly cluster: MachineCluster;
  readonly nodes: readonly ConnectedNode[];
}

/**
 * Takes a step with the machines that a spec file lists.
 * @throws SpecError with every problem of the file, TargetError with all machines that cannot be reached
 */
export async function withMachinesOf<T>(
  file: string,
  step: (stack: MachinesStack) => Promise<T>,
): Promise<T> {
  const cluster = machinesIn(file);
  const { withMachines } = await import('../../provision/machines/connected');
  const stack = `machines-${cluster.cni.name}`;
  return withMachines(cluster.plan.nodes, cluster.spec.machines.hosts, (nodes) =>
    step({ stack, cluster, nodes }),
  );
}
