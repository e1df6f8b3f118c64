/** Everything that can be known before anything is made: reachable, permitted, Ready. */
import type { DaemonSet } from 'kubernetes-types/apps/v1';
import type { Namespace, Node } from 'kubernetes-types/core/v1';
import { TargetError } from '../../target-error';
import { type ClusterNode, clusterNode, inOrder } from '../cluster-node';
import { ownerLabel } from '../words';
import type { Kubectl } from './kubectl';
import { listOf } from './snapshot';

/** What the runner finds. */
export interface Preflight {
  /** Such as v1.36.4. */
  readonly serverVersion: string;
  /** Linux nodes, in order. */
  readonly nodes: readonly ClusterNode[];
  readonly daemonSets: readonly DaemonSet[];
  readonly notes: readonly string[];
}

/** Verb and resource of all that a run does. */
const permissions: readonly (readonly [verb: string, resource: string])[] = [
  ['create', 'namespaces'],
  ['delete', 'namespaces'],
  ['create', 'configmaps'],
  ['create', 'services'],
  ['create', 'daemonsets.apps'],
  ['create', 'jobs.batch'],
  ['create', 'networkpolicies.networking.k8s.io'],
  ['list', 'pods'],
  ['list', 'events'],
  ['get', 'pods/log'],
];

/** @throws TargetError that says what is missing */
export async function preflight(kubectl: Kubectl, namespace: string): Promise<Preflight> {
  const { serverVersion } = await kubectl.json<{ serverVersion?: { gitVersion?: string } }>(['version']);
  if (!serverVersion?.gitVersion)
    throw new TargetError('the API server does not tell its version', 'See `kubectl version`');
  await refuseForbidden(kubectl, namespace);
  await refuseForeignNamespace(kubectl, namespace);
  const all = inOrder((await listOf<Node>(kubectl, ['nodes'])).map(clusterNode));
  const daemonSets = await listOf<DaemonSet>(kubectl, ['daemonsets', '--all-namespaces']);
  const nodes = all.filter(({ linux }) => linux);
  refuseUnready(nodes);
  const others = all.filter(({ linux }) => !linux).map(({ name }) => name);
  return {
    serverVersion: serverVersion.gitVersion,
    nodes,
    daemonSets,
    notes: others.length > 0 ? [`Not tested, as they do not run Linux: ${others.join(', ')}`] : [],
  };
}

async function refuseForbidden(kubectl: Kubectl, namespace: string): Promise<void> {
  const answers = await Promise.all(
    permissions.map(async ([verb, resource]) => {
      const { code } = await kubectl.attempt([
        'auth',
        'can-i',
        verb,
        resource,
        '--namespace',
        namespace,
        '--quiet',
      ]);
      return code === 0 ? [] : [`${verb} ${resource}`];
    }),
  );
  const missing = answers.flat();
  if (missing.length > 0)
    throw new TargetError(
      `you have no permission to ${missing.join(', ')} in the namespace ${namespace}`,
      'Ask for these rights, or use an administrator’s kubeconfig (--kubeconfig, --context)',
    );
}

/** A namespace of ours that stands there is an earlier run's: it is removed. One of somebody else's is not touched. */
async function refuseForeignNamespace(kubectl: Kubectl, namespace: string): Promise<void> {
  const found = await kubectl.run(['get', 'namespace', namespace, '--ignore-not-found', '--output', 'json']);
  if (found.trim() === '') return;
  const labels = (JSON.parse(found) as Namespace).metadata?.labels ?? {};
  const ours = Object.entries(ownerLabel).every(([key, value]) => labels[key] === value);
  if (!ours)
    throw new TargetError(
      `the namespace ${namespace} is there already and was not made by cni-testbed`,
      'Choose another one with --namespace',
    );
}

function refuseUnready(nodes: readonly ClusterNode[]): void {
  if (nodes.length === 0)
    throw new TargetError('the cluster has no Linux node', 'Add one: the probes run on Linux');
  const unready = nodes.filter(({ ready }) => !ready);
  if (unready.length === 0) return;
  const told = unready.map(({ name, notReadyBecause }) => `${name} (${notReadyBecause})`).join(', ');
  const noCni = unready.some(({ notReadyBecause = '' }) => /cni|network ?plugin/i.test(notReadyBecause));
  throw new TargetError(
    `${unready.length} of ${nodes.length} nodes are not Ready: ${told}`,
    noCni
      ? 'Install a CNI, or mend the one that is there: the kubelet says that there is no pod network'
      : 'See `kubectl describe node`, and wait until the nodes are Ready',
  );
}
