/** Whether a cluster waits for its first CNI. */
import { named } from '../../../base/lists';
import { TargetError } from '../../../base/target-error';
import { allFamilies } from '../../../net';
import { type ClusterNode, clusterNode, inOrder } from '../../cluster-node';
import { foundCnis } from '../../detect-cni';
import type { NodeAddresses } from '../../job/address-book';
import type { ClusterUse } from '../../runner/on-cluster';
import { Refusal } from '../../runner/refusal';
import { listOf } from '../../runner/snapshot';

const remedy = 'Take a cluster that no CNI has ever been installed on: time runs from its installation';

/** The nodes, all of which wait. @throws Refusal where there is a CNI already, TargetError where a node is lost, or alone */
export async function freshNodes({ kubectl, found }: ClusterUse): Promise<ClusterNode[]> {
  const [cni] = foundCnis(found.daemonSets);
  if (cni) throw new Refusal(`${cni.name} is installed already: there is a DaemonSet ${cni.agent}`, remedy);
  const nodes = inOrder((await listOf(kubectl, 'nodes')).map(clusterNode)).filter(({ linux }) => linux);
  const ready = nodes.filter((node) => node.ready).map(({ name }) => name);
  if (ready.length > 0)
    throw new Refusal(`there is a CNI already, as ${named(ready)} ${isOrAre(ready)} Ready`, remedy);
  const silent = nodes.filter((node) => node.silent).map(({ name }) => name);
  if (silent.length > 0)
    throw new TargetError(
      `nothing is known of ${named(silent)}, whose kubelet does not report`,
      'Start it, or remove the node from the cluster',
    );
  if (nodes.length < 2)
    throw new TargetError(
      'the cluster has one node, and it takes two to measure what is between them',
      'Add a node',
    );
  return nodes;
}

const isOrAre = (names: readonly string[]) => (names.length > 1 ? 'are' : 'is');

/** Addresses of the families that all nodes have. @throws TargetError where there is none */
export function addressesOf(nodes: readonly ClusterNode[]): NodeAddresses {
  const shared = allFamilies.filter((family) => nodes.every(({ address }) => address[family]));
  if (shared.length === 0)
    throw new TargetError('the nodes have no address family in common', 'Give them addresses of one family');
  return Object.fromEntries(
    nodes.map(({ name, address }) => [name, shared.map((family) => `${address[family]}`)]),
  );
}
