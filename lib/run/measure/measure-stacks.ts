/** Clusters that stacks of a cloud are: what is known of them comes from their deploy and from the cloud itself. */
import type { TargetError } from '../../base/target-error';
import type { Measurements } from '../../measure';
import type { StackConnection } from '../../provision/connect/connect';
import { connectToStack } from '../cluster/connect-stack';
import { deployedCluster } from '../cluster/stack';
import { silent } from '../watcher';
import type { ClusterToMeasure, MeasureClustersOptions } from './cluster-options';
import { measureClusters } from './measure-clusters';

/** A stack to be measured, and whether the way to it is still open. */
interface Connected {
  readonly connection: StackConnection;
  readonly cluster: ClusterToMeasure;
  lost?: TargetError;
}

/**
 * Measures deployed stacks in turns (A B B A), as `measureClusters` does clusters: CNI, mode and plan are those of the
 * deploy, and what the machines are is what their cloud says.
 * @throws TargetError where a stack cannot be connected to, its session ends, or its cluster cannot be measured
 */
export async function measureStacks(
  stacks: readonly string[],
  options: MeasureClustersOptions = {},
): Promise<Measurements> {
  const { watcher = silent } = options;
  const all: Connected[] = [];
  try {
    watcher.stage('connecting', stacks.length);
    for (const stack of stacks) {
      all.push(await connected(stack));
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

async function connected(stack: string): Promise<Connected> {
  const { target, spec } = await deployedCluster(stack);
  const connection = await connectToStack(stack);
  const { kubeconfig, machines } = connection;
  const cluster: ClusterToMeasure = {
    ...{ kubeconfig, target, facts: { spec, name: stack } },
    machines: Object.fromEntries(
      machines.map(({ node, instanceType, placementGroup }) => [node, { instanceType, placementGroup }]),
    ),
  };
  const found: Connected = { connection, cluster };
  void connection.closed.then((lost) => {
    found.lost = lost;
  });
  return found;
}
