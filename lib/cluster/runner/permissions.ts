/** Whether the user may do all that a run does, asked before anything is made. */
import type { SelfSubjectAccessReview } from 'kubernetes-types/authorization/v1';
import { TargetError } from '../../base/target-error';
import type { Kubectl } from './kubectl';

/** A resource in the namespace of a run, and what a run does with it. */
export type Permission = readonly [resource: string, ...verbs: string[]];

/** Of the tests, where everything is made. Server-side apply is a patch that may create. */
const ofTests: readonly Permission[] = [
  ['configmaps', 'create', 'patch'],
  ['services', 'create', 'patch', 'list'],
  ['daemonsets.apps', 'create', 'patch', 'list'],
  ['jobs.batch', 'create', 'patch', 'get', 'list'],
  ['networkpolicies.networking.k8s.io', 'create', 'patch'],
  // Deleted where their node is lost.
  ['pods', 'get', 'list', 'delete'],
  ['pods/log', 'get'],
  ['events', 'list'],
];

/** In the cluster as a whole. Without list and watch, kubectl does not wait until the namespace has gone. */
const inCluster: readonly Permission[] = [
  ['namespaces', 'get', 'list', 'watch', 'create', 'patch', 'delete'],
  ['nodes', 'list'],
  ['daemonsets.apps', 'list'],
];

/** Asks the API server itself, about everything in one call: reviews are answered and not kept. @throws TargetError */
export async function refuseForbidden(
  kubectl: Kubectl,
  namespace: string,
  inNamespace: readonly Permission[] = ofTests,
): Promise<void> {
  const items = [
    ...inNamespace.flatMap((permission) => reviews(permission, namespace)),
    ...inCluster.flatMap((permission) => reviews(permission)),
  ];
  const refused = (await answersTo(kubectl, items)).filter(({ allowed }) => !allowed);
  if (refused.length === 0) return;
  const places = [
    [refused.filter((answer) => answer.namespaced), `in the namespace ${namespace}`],
    [refused.filter((answer) => !answer.namespaced), 'in the whole cluster'],
  ] as const;
  const missing = places.flatMap(([some, where]) =>
    some.length > 0 ? [`${byResource(some).join(', ')} ${where}`] : [],
  );
  throw new TargetError(
    `you have no permission to ${missing.join('; to ')}`,
    'Ask for these rights, or use an administrator’s kubeconfig (--kubeconfig, --context)',
  );
}

/** Whether all of it may be done in the cluster as a whole: what a run can do without. */
export async function isPermitted(kubectl: Kubectl, permission: Permission): Promise<boolean> {
  return (await answersTo(kubectl, reviews(permission))).every(({ allowed }) => allowed);
}

interface Answer {
  readonly verb: string;
  /** Such as pods/log. */
  readonly resource: string;
  readonly namespaced: boolean;
  readonly allowed: boolean;
}

async function answersTo(kubectl: Kubectl, items: readonly SelfSubjectAccessReview[]): Promise<Answer[]> {
  const answers = await kubectl.run(
    ['create', '--validate=false', '--filename', '-', '--output', `jsonpath=${reviewLine}`],
    { input: JSON.stringify({ apiVersion: 'v1', kind: 'List', items }) },
  );
  return parseAnswers(answers);
}

const attributes = '.spec.resourceAttributes';
/** One line a review: verb, resource, subresource, namespace, answer. */
const reviewLine = `${['verb', 'resource', 'subresource', 'namespace']
  .map((field) => `{${attributes}.${field}}{"\\t"}`)
  .join('')}{.status.allowed}{"\\n"}`;

function parseAnswers(text: string): Answer[] {
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => {
      const [verb = '', resource = '', subresource, namespace, allowed] = line.split('\t');
      return {
        verb,
        resource: subresource ? `${resource}/${subresource}` : resource,
        namespaced: Boolean(namespace),
        // Absent where it is false: the API leaves such fields out.
        allowed: allowed === 'true',
      };
    });
}

/** `create/patch configmaps`: all verbs of a resource in one place. */
function byResource(answers: readonly Answer[]): string[] {
  const resources = [...new Set(answers.map(({ resource }) => resource))];
  return resources.map((resource) => {
    const verbs = answers.filter((answer) => answer.resource === resource).map(({ verb }) => verb);
    return `${verbs.join('/')} ${resource}`;
  });
}

function reviews([name, ...verbs]: Permission, namespace?: string): SelfSubjectAccessReview[] {
  const [path, group = ''] = name.split(/\.(.*)/) as [string, string?];
  const [resource, subresource] = path.split('/') as [string, string?];
  return verbs.map((verb) => ({
    apiVersion: 'authorization.k8s.io/v1',
    kind: 'SelfSubjectAccessReview',
    spec: { resourceAttributes: { namespace, verb, group, resource, subresource } },
  }));
}
