/** Everything that can be known before anything is made: reachable, permitted, Ready. */
import type { DaemonSet } from 'kubernetes-types/apps/v1';
import type { SelfSubjectAccessReview } from 'kubernetes-types/authorization/v1';
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
  refuseLongNames(nodes);
  const others = all.filter(({ linux }) => !linux).map(({ name }) => name);
  return {
    serverVersion: serverVersion.gitVersion,
    nodes,
    daemonSets,
    notes: others.length > 0 ? [`Not tested, as they do not run Linux: ${others.join(', ')}`] : [],
  };
}

/** Asks the API server itself, about everything in one call: reviews are answered and not kept. */
async function refuseForbidden(kubectl: Kubectl, namespace: string): Promise<void> {
  const items = permissions.map(([verb, resource]) => review(verb, resource, namespace));
  const answers = await kubectl.run(
    ['create', '--validate=false', '--filename', '-', '--output', `jsonpath=${reviewLine}`],
    {
      input: JSON.stringify({ apiVersion: 'v1', kind: 'List', items }),
    },
  );
  const refused = answers.split('\n').filter((line) => line.endsWith(' false'));
  const missing = refused.map((line) => line.split(' ').slice(0, 2).join(' '));
  if (missing.length > 0)
    throw new TargetError(
      `you have no permission to ${missing.join(', ')} in the namespace ${namespace}`,
      'Ask for these rights, or use an administrator’s kubeconfig (--kubeconfig, --context)',
    );
}

const attributes = '.spec.resourceAttributes';
/** One line a review, such as `create jobs true`. */
const reviewLine = `{${attributes}.verb} {${attributes}.resource} {.status.allowed}{"\\n"}`;

function review(verb: string, name: string, namespace: string): SelfSubjectAccessReview {
  const [path, group = ''] = name.split(/\.(.*)/) as [string, string?];
  const [resource, subresource] = path.split('/') as [string, string?];
  return {
    apiVersion: 'authorization.k8s.io/v1',
    kind: 'SelfSubjectAccessReview',
    spec: { resourceAttributes: { namespace, verb, group, resource, subresource } },
  };
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

/** Servers answer with their node's name, in a line that is kept short. */
const longestName = 85;

function refuseLongNames(nodes: readonly ClusterNode[]): void {
  const long = nodes.find(({ name }) => name.length > longestName);
  if (long)
    throw new TargetError(
      `the name of the node ${long.name} has more than ${longestName} characters`,
      'Give nodes shorter names: the probes tell them apart by name',
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
