/** What can no longer come right, told at once and with its reason, in place of waiting for a time limit. */
import type { ContainerState, Pod } from 'kubernetes-types/core/v1';
import { clusterNode } from '../cluster-node';
import type { Snapshot } from './snapshot';

/** One thing that has gone wrong. */
export interface Trouble {
  readonly what: string;
  readonly remedy: string;
}

/** Everything wrong in a snapshot, the likeliest cause first. @param nodes names of those that are tested */
export function troubles(snapshot: Snapshot, nodes: readonly string[]): Trouble[] {
  return [
    ...nodeTroubles(snapshot, nodes),
    ...snapshot.pods.flatMap(podTrouble),
    ...refusals(snapshot),
    ...jobTroubles(snapshot),
  ];
}

function nodeTroubles({ nodes }: Snapshot, tested: readonly string[]): Trouble[] {
  const known = new Map(nodes.map((node) => [node.metadata?.name, clusterNode(node)]));
  return tested.flatMap((name) => {
    const node = known.get(name);
    if (node?.ready) return [];
    const what = node
      ? `the node ${name} is no longer Ready: ${node.notReadyBecause}`
      : `the node ${name} has left the cluster`;
    return [{ what, remedy: 'Mend or remove the node, then run again' }];
  });
}

/** Waiting that no time ends. ErrImagePull is left out: the kubelet tries again, and then says ImagePullBackOff. */
const hopeless: Readonly<Record<string, string>> = {
  ImagePullBackOff: 'cannot be pulled',
  InvalidImageName: 'has a name that is no image name',
  ErrImageNeverPull: 'is not on the node and must not be pulled',
  ImageInspectError: 'cannot be read',
  RegistryUnavailable: 'is in a registry that does not answer',
};

const broken = new Set([
  'CrashLoopBackOff',
  'RunContainerError',
  'CreateContainerConfigError',
  'CreateContainerError',
  'StartError',
]);

export function podTrouble(pod: Pod): Trouble[] {
  const who = `the pod ${pod.metadata?.name}${pod.spec?.nodeName ? ` on ${pod.spec.nodeName}` : ''}`;
  const { phase, reason, message, conditions = [], containerStatuses = [] } = pod.status ?? {};
  const unscheduled = conditions.find(
    ({ type, status, reason: why }) =>
      type === 'PodScheduled' && status === 'False' && why === 'Unschedulable',
  );
  if (unscheduled)
    return [
      {
        what: `${who} cannot be scheduled: ${unscheduled.message}`,
        remedy: 'Make room on the node, or free the port that the message names',
      },
    ];
  const stuck = containerStatuses.flatMap(({ state, lastState, image }) =>
    stuckContainer(who, image, state, lastState),
  );
  if (stuck.length > 0) return stuck;
  if (phase === 'Unknown' || reason === 'NodeLost')
    return [{ what: `${who} was lost with its node`, remedy: 'Mend or remove the node, then run again' }];
  if (phase !== 'Failed') return [];
  return [
    { what: `${who} failed: ${failure(reason, message, containerStatuses)}`, remedy: failureRemedy(reason) },
  ];
}

function stuckContainer(
  who: string,
  image: string,
  state: ContainerState | undefined,
  lastState: ContainerState | undefined,
): Trouble[] {
  const { reason = '', message = '' } = state?.waiting ?? {};
  const pull = hopeless[reason];
  if (pull)
    return [
      {
        what: `the image ${image} ${pull}: ${who} waits with ${reason}${message ? ` (${message})` : ''}`,
        remedy: 'Name an image that the nodes can pull, such as one in your own mirror: --image',
      },
    ];
  if (!broken.has(reason)) return [];
  const end = lastState?.terminated;
  const last = end ? `, it ended with exit code ${end.exitCode}${end.message ? `: ${end.message}` : ''}` : '';
  return [
    {
      what: `${who} does not start: ${reason}${message ? ` (${message})` : ''}${last}`,
      remedy: 'See its log in the bundle; another program may have the port, or the image may have no `node`',
    },
  ];
}

function failure(
  reason: string | undefined,
  message: string | undefined,
  statuses: NonNullable<NonNullable<Pod['status']>['containerStatuses']>,
): string {
  if (reason) return message ? `${reason}: ${message}` : reason;
  const ended = statuses.map(({ state }) => state?.terminated).find((end) => end !== undefined);
  if (!ended) return message ?? 'no reason is given';
  const words = [ended.reason, ended.message].filter(Boolean).join(': ');
  return `exit code ${ended.exitCode}${words ? ` (${words})` : ''}`;
}

function failureRemedy(reason: string | undefined): string {
  if (reason === 'Evicted') return 'Free what the node is short of, then run again';
  if (reason === 'DeadlineExceeded') return 'Give the Jobs more time: --job-timeout';
  return 'See its log in the bundle';
}

/** What the API server or a quota did not let the controllers make. */
function refusals({ events }: Snapshot): Trouble[] {
  return events
    .filter(
      ({ type, reason, involvedObject }) =>
        type === 'Warning' &&
        reason === 'FailedCreate' &&
        /^(DaemonSet|Job)$/.test(involvedObject.kind ?? ''),
    )
    .map(({ message, involvedObject }) => ({
      what: `${involvedObject.kind} ${involvedObject.name} may not make its pods: ${message}`,
      remedy: 'Allow it: a quota, an admission webhook or Pod Security refuses',
    }));
}

function jobTroubles({ jobs }: Snapshot): Trouble[] {
  return jobs.flatMap(({ metadata, status }) => {
    const failed = status?.conditions?.find(({ type, status: is }) => type === 'Failed' && is === 'True');
    if (!failed) return [];
    const why = [failed.reason, failed.message].filter(Boolean).join(': ');
    return [{ what: `the Job ${metadata?.name} failed: ${why}`, remedy: failureRemedy(failed.reason) }];
  });
}
