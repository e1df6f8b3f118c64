/** What can no longer come right: reported at once with its reason, in place of waiting for a time limit. */
import { clusterNode } from '../cluster-node';
import { mayFailLabel } from '../words';
import { podTrouble } from './pod-troubles';
import type { Snapshot } from './snapshot';
import { failureRemedy, type Trouble } from './trouble';

/** Everything wrong in a snapshot, the likeliest cause first. @param nodes names of those that are tested */
export function troubles(now: Snapshot, nodes: readonly string[]): Trouble[] {
  const snapshot = withoutAnswers(now);
  return [
    ...nodeTroubles(snapshot, nodes),
    // A pod that somebody removes is no trouble of its own.
    ...snapshot.pods.filter(({ metadata }) => !metadata?.deletionTimestamp).flatMap(podTrouble),
    ...refusals(snapshot),
    ...jobTroubles(snapshot),
  ];
}

/** Whether a Job has failed by what its program said, which is an answer. */
export function isAnswer({ metadata, status }: Snapshot['jobs'][number]): boolean {
  const conditions = status?.conditions ?? [];
  return (
    mayFail(metadata) &&
    conditions.some(
      ({ type, status: is, reason }) =>
        type === 'Failed' && is === 'True' && reason === 'BackoffLimitExceeded',
    )
  );
}

function mayFail(metadata: Snapshot['jobs'][number]['metadata']): boolean {
  return Object.keys(mayFailLabel).some((label) => metadata?.labels?.[label] !== undefined);
}

function withoutAnswers(now: Snapshot): Snapshot {
  return {
    ...now,
    jobs: now.jobs.filter((job) => !isAnswer(job)),
    pods: now.pods.filter(({ metadata, status }) => status?.phase !== 'Failed' || !mayFail(metadata)),
  };
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

/** What the API server or a quota did not let the controllers make, and still does not. */
function refusals({ events, daemonSets, jobs }: Snapshot): Trouble[] {
  const done = new Set([...daemonSets.filter(hasItsPods), ...jobs.filter(hasItsPod)].map(nameOf));
  return events
    .filter(
      ({ type, reason, involvedObject, message = '' }) =>
        type === 'Warning' &&
        reason === 'FailedCreate' &&
        /^(DaemonSet|Job)$/.test(involvedObject.kind ?? '') &&
        !done.has(`${involvedObject.kind} ${involvedObject.name}`) &&
        !passing.test(message),
    )
    .map(({ message, involvedObject }) => ({
      what: `${involvedObject.kind} ${involvedObject.name} may not make its pods: ${message}`,
      remedy: 'Allow it: a quota, an admission webhook or Pod Security refuses',
    }));
}

/** A new namespace gets its service account a moment after it is made; the controllers try again. */
const passing = /error looking up service account|serviceaccount "default" not found/;

const nameOf = ({ kind, metadata }: { kind?: string; metadata?: { name?: string } }) =>
  `${kind} ${metadata?.name}`;

function hasItsPods({ status }: Snapshot['daemonSets'][number]): boolean {
  const { desiredNumberScheduled = 0, currentNumberScheduled = 0 } = status ?? {};
  return desiredNumberScheduled > 0 && currentNumberScheduled >= desiredNumberScheduled;
}

function hasItsPod({ status }: Snapshot['jobs'][number]): boolean {
  return (status?.active ?? 0) + (status?.succeeded ?? 0) > 0;
}

function jobTroubles({ jobs, events }: Snapshot): Trouble[] {
  return jobs.flatMap(({ metadata, status }) => {
    const failed = status?.conditions?.find(({ type, status: is }) => type === 'Failed' && is === 'True');
    if (!failed) return [];
    const why = [failed.reason, failed.message].filter(Boolean).join(': ');
    // A Job that is over its time has no pod left to ask: what it waited for is in the events.
    const warning = lastWarning(events, `${metadata?.name}-`);
    const what = `the Job ${metadata?.name} failed: ${why}${warning ? `; last its pod had ${warning}` : ''}`;
    return [{ what, remedy: failureRemedy(failed.reason) }];
  });
}

/** The newest warning about an object whose name begins so. */
function lastWarning(events: Snapshot['events'], prefix: string): string | undefined {
  const time = ({ lastTimestamp, eventTime }: Snapshot['events'][number]) =>
    `${lastTimestamp ?? eventTime ?? ''}`;
  const [last] = events
    .filter(({ type, involvedObject }) => type === 'Warning' && involvedObject.name?.startsWith(prefix))
    .sort((a, b) => time(b).localeCompare(time(a)));
  return last && `${last.reason}: ${last.message}`;
}
