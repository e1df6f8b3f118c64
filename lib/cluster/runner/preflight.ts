/** Everything that can be known before anything is made: reachable, permitted, Ready. */
import type { DaemonSet } from 'kubernetes-types/apps/v1';
import type { Namespace } from 'kubernetes-types/core/v1';
import { oneLine } from '../../base/plain-text';
import { TargetError } from '../../base/target-error';
import { type ClusterNode, clusterNode, inOrder } from '../cluster-node';
import { ownerLabel } from '../words';
import { BusyError, isBusy } from './claim';
import type { Kubectl } from './kubectl';
import { type Permission, refuseForbidden } from './permissions';
import { listOf } from './snapshot';
import { refuseUnready } from './unready';

/** What the runner finds. */
export interface Preflight {
  /** Such as v1.36.4. */
  readonly serverVersion: string;
  /** Linux nodes, in order. */
  readonly nodes: readonly ClusterNode[];
  readonly daemonSets: readonly DaemonSet[];
  readonly notes: readonly string[];
  /** Whether an earlier run's namespace is there still. */
  readonly leftovers: boolean;
}

/**
 * @param permissions in the namespace, of what is to be done
 * @param unready whether nodes may be not Ready: one whose kubelet reports nothing is left out, and named
 * @throws TargetError that says what is missing
 */
export async function preflight(
  kubectl: Kubectl,
  namespace: string,
  permissions?: readonly Permission[],
  unready: 'refused' | 'taken' = 'refused',
): Promise<Preflight> {
  const { serverVersion } = await kubectl.json<{ serverVersion?: { gitVersion?: string } }>(['version']);
  if (!serverVersion?.gitVersion)
    throw new TargetError('the API server does not say its version', 'See `kubectl version`');
  await refuseForbidden(kubectl, namespace, permissions);
  const leftovers = await leftoversOf(kubectl, namespace);
  const all = inOrder((await listOf(kubectl, 'nodes')).map(clusterNode));
  const daemonSets = await listOf(kubectl, 'daemonSets', ['--all-namespaces']);
  const linux = all.filter((node) => node.linux);
  const nodes = unready === 'taken' ? linux.filter(({ silent }) => !silent) : linux;
  if (unready === 'refused') refuseUnready(linux, daemonSets);
  refuseLongNames(nodes);
  const others = all.filter((node) => !node.linux).map(({ name }) => name);
  const silent = linux.filter((node) => !nodes.includes(node));
  return {
    serverVersion: serverVersion.gitVersion,
    nodes,
    daemonSets,
    leftovers,
    notes: [
      ...(others.length > 0 ? [`Not tested, as they do not run Linux: ${others.join(', ')}`] : []),
      ...silent.map(({ name, notReadyBecause }) =>
        oneLine(`No state of ${name} was captured: its kubelet no longer reports (${notReadyBecause})`),
      ),
    ],
  };
}

/** Whether an earlier run's namespace is there. One of somebody else, or of a run that goes on, is not touched. */
async function leftoversOf(kubectl: Kubectl, namespace: string): Promise<boolean> {
  const text = await kubectl.run(['get', 'namespace', namespace, '--ignore-not-found', '--output', 'json']);
  if (text.trim() === '') return false;
  const found = JSON.parse(text) as Namespace;
  const labels = found.metadata?.labels ?? {};
  const ours = Object.entries(ownerLabel).every(([key, value]) => labels[key] === value);
  if (!ours)
    throw new TargetError(
      `the namespace ${namespace} is there already and was not made by cni-testbed`,
      'Choose another one with --namespace',
    );
  if (isBusy(found)) throw new BusyError(namespace);
  return true;
}

/** Servers answer with their node's name, in a line that is kept short. */
const longestName = 85;

function refuseLongNames(nodes: readonly ClusterNode[]): void {
  const long = nodes.find(({ name }) => name.length > longestName);
  if (long)
    throw new TargetError(
      `the name of the node ${long.name} has more than ${longestName} characters`,
      'Give nodes shorter names: the probes distinguish them by name',
    );
}
