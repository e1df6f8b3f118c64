/** What keeps a pod from running, or has ended it. */
import type { ContainerStatus, Pod } from 'kubernetes-types/core/v1';
import { capturePart, engineContainer, filesPart, partLabel } from '../words';
import { failureRemedy, type Trouble } from './trouble';

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

/** Why the pod does not run; empty where nothing is wrong. */
export function podTrouble(pod: Pod): Trouble[] {
  const node = pod.spec?.nodeName ?? pinnedTo(pod);
  const who = `the pod ${pod.metadata?.name}${node ? ` on ${node}` : ''}`;
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
  const stuck = containerStatuses.flatMap((status) => stuckContainer(who, imageOf(pod, status), status));
  if (stuck.length > 0) return stuck;
  if (phase === 'Unknown' || reason === 'NodeLost')
    return [{ what: `${who} was lost with its node`, remedy: 'Mend or remove the node, then run again' }];
  if (phase !== 'Failed') return [];
  return [
    { what: `${who} failed: ${failure(reason, message, containerStatuses)}`, remedy: failureRemedy(reason) },
  ];
}

/** A container's image, the flag that names it, and the program that it has to have. */
interface Image {
  readonly image: string;
  readonly flag: string;
  readonly program: string;
}

function imageOf({ metadata }: Pod, { name, image }: ContainerStatus): Image {
  if (name === engineContainer) return { image, flag: '--engine-image', program: 'iperf3' };
  const captures = [capturePart, filesPart].includes(metadata?.labels?.[partLabel] ?? '');
  return captures
    ? { image, flag: '--capture-image', program: 'sh' }
    : { image, flag: '--image', program: 'node' };
}

/** The node that a pod is for before the scheduler has said so: DaemonSets and Jobs pin their pods by name. */
function pinnedTo({ spec }: Pod): string | undefined {
  const terms =
    spec?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms;
  const field = terms?.[0]?.matchFields?.find(({ key }) => key === 'metadata.name');
  return field?.values?.[0];
}

function stuckContainer(
  who: string,
  { image, flag, program }: Image,
  { state, lastState }: ContainerStatus,
): Trouble[] {
  const { reason = '', message = '' } = state?.waiting ?? {};
  const pull = hopeless[reason];
  if (pull)
    return [
      {
        what: `the image ${image} ${pull}: ${who} waits with ${reason}${message ? ` (${message})` : ''}`,
        remedy: `Name an image that the nodes can pull, such as one in your own mirror: ${flag}`,
      },
    ];
  if (!broken.has(reason)) return [];
  const end = lastState?.terminated;
  const last = end
    ? `, it ended with exit code ${end.exitCode}${end.message ? `: ${end.message.trim()}` : ''}`
    : '';
  return [
    {
      what: `${who} does not start: ${reason}${message ? ` (${message})` : ''}${last}`,
      remedy: `See its log in the bundle; another program may have the port, or the image may have no \`${program}\`: ${flag}`,
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
  const words = [ended.reason, ended.message?.trim()].filter(Boolean).join(': ');
  return `exit code ${ended.exitCode}${words ? ` (${words})` : ''}`;
}
