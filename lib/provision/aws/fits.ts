import { clusterBoot } from '../boot/cluster-boot';
import type { MachineCluster } from '../machine-cluster';
import { awsMachines } from './machines';
import type { AwsTestbedSpec } from './spec';

/** Clusters up to this size fit with much to spare: what their machines start from need not be made to know it. */
const surelyFits = 300;

/**
 * Refuses a cluster whose machines would start from more than EC2 hands them: the first control plane's grows with each node.
 * @throws SpecError
 */
export function refuseTooManyNodes(cluster: MachineCluster<AwsTestbedSpec>): void {
  const [first] = cluster.plan.nodes;
  if (!first || cluster.plan.nodes.length <= surelyFits) return;
  const connectivity = { manifests: [], collect: '' };
  clusterBoot({ stack: 'aws', cluster, machines: awsMachines(cluster), connectivity }).userData(first);
}
