/** A deployed stack as a cluster to measure: what is known of it comes from its deploy and from the cloud itself. */
import type { TargetError } from '../../base/target-error';
import type { StackConnection } from '../../provision/connect/connect';
import { connectToStack } from '../cluster/connect-stack';
import { deployedCluster } from '../cluster/stack';
import type { ClusterToMeasure } from './cluster-options';

/** A stack to be measured, and whether the way to it is still open. */
export interface ConnectedStack {
  readonly connection: StackConnection;
  readonly cluster: ClusterToMeasure;
  lost?: TargetError;
}

/** Connects to a stack. @throws TargetError where that cannot be done */
export async function connectedStack(stack: string): Promise<ConnectedStack> {
  const { target, spec } = await deployedCluster(stack);
  const connection = await connectToStack(stack);
  const { kubeconfig, machines } = connection;
  const cluster: ClusterToMeasure = {
    ...{ kubeconfig, target, facts: { spec, name: stack } },
    machines: Object.fromEntries(
      machines.map(({ node, instanceType, placementGroup }) => [node, { instanceType, placementGroup }]),
    ),
  };
  const found: ConnectedStack = { connection, cluster };
  void connection.closed.then((lost) => {
    found.lost = lost;
  });
  return found;
}
