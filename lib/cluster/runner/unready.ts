import type { DaemonSet } from 'kubernetes-types/apps/v1';
import { groupBy, named } from '../../base/lists';
import { TargetError } from '../../base/target-error';
import type { ClusterNode } from '../cluster-node';
import { foundCnis } from '../detect-cni';

/** @throws TargetError where a node is not Ready, or there is none: why, and what helps */
export function refuseUnready(nodes: readonly ClusterNode[], daemonSets: readonly DaemonSet[]): void {
  if (nodes.length === 0)
    throw new TargetError('the cluster has no Linux node', 'Add one: the probes run on Linux');
  const unready = nodes.filter(({ ready }) => !ready);
  if (unready.length === 0) return;
  const why = [...groupBy(unready, ({ notReadyBecause }) => notReadyBecause)]
    .map(([reason, group]) => `${group.map(({ name }) => name).join(', ')} (${reason})`)
    .join('; ');
  throw new TargetError(
    `${unready.length} of ${nodes.length} nodes are not Ready: ${why}`,
    remedyFor(unready, daemonSets),
  );
}

/** Flannel, like every CNI that goes by the nodes' shares, does not start on a node that has none. */
function remedyFor(unready: readonly ClusterNode[], daemonSets: readonly DaemonSet[]): string {
  const noNetwork = unready.filter(({ notReadyBecause = '' }) =>
    /cni|network ?plugin/i.test(notReadyBecause),
  );
  if (noNetwork.length === 0) return 'See `kubectl describe node`, and wait until the nodes are Ready';
  const [cni] = foundCnis(daemonSets);
  const shareless = noNetwork.filter(({ podCidr }) => !podCidr.ipv4 && !podCidr.ipv6);
  if (!cni || shareless.length === 0)
    return 'Install a CNI, or mend the one that is there: the kubelet says that there is no pod network';
  const who = named(shareless.map(({ name }) => name));
  return `Give the nodes shares, which ${cni.name} needs if it does not hand out addresses by itself: ${who} ${shareless.length > 1 ? 'have' : 'has'} no share of the pod network (Node.spec.podCIDRs), as kube-controller-manager gives none. Start it with --allocate-node-cidrs=true --cluster-cidr=… (kubeadm: networking.podSubnet)`;
}
