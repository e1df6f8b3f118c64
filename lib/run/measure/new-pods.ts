/** What new pods say, when nothing is measured any more. */
import { append } from '../../base/lists';
import { isolationEvents } from '../../cluster/measure/isolations';
import type { MeasuredCluster } from '../../cluster/measure/measured-cluster';
import { type DelaysAsked, delayEvents } from '../../cluster/measure/policy/delays';
import { silenceEvents } from '../../cluster/measure/silences';
import { startEvents } from '../../cluster/measure/starts';
import type { Events, Wanted } from '../../measure';
import type { Watcher } from '../watcher';
import { podsStarted } from './cluster-options';
import { namingIt } from './on-clusters';

/** A cluster whose new pods are asked. */
export interface AskedCluster {
  /** Of its subject. */
  readonly id: string;
  /** For errors, where there are several. */
  readonly name?: string;
  readonly cluster: MeasuredCluster;
}

type EventsOf = (cluster: MeasuredCluster, subject: string) => Promise<Events[]>;

const starts: EventsOf = async (cluster, subject) =>
  startEvents(subject, await cluster.controlPlane.starts(podsStarted));

const isolations: EventsOf = async (cluster, subject) =>
  isolationEvents(subject, await cluster.controlPlane.isolations(podsStarted));

const silences: EventsOf = async (cluster, subject) =>
  silenceEvents(subject, ...(await cluster.controlPlane.silences()));

const policyDelays =
  (asked: DelaysAsked): EventsOf =>
  async (cluster, subject) =>
    delayEvents(subject, await cluster.controlPlane.policyDelays(asked));

/** What is asked of new pods. */
export interface AskedOfNewPods extends Pick<Wanted, 'start' | 'isolation'> {
  /** Whether agents are restarted. @default false */
  readonly disturb?: boolean;
  /** How a policy is changed. @default it is not */
  readonly delays?: DelaysAsked;
}

/**
 * How soon they are answered, how soon a policy holds for them, how long a way is silent while agents restart, and how soon
 * changes of a policy hold: what of it is wanted. The last leaves policies for servers, which others would meet.
 */
export async function eventsOfNewPods(
  clusters: readonly AskedCluster[],
  { start, isolation, disturb, delays }: AskedOfNewPods,
  watcher: Watcher,
): Promise<Events[]> {
  const asked = [
    ...(start ? [starts] : []),
    ...(isolation ? [isolations] : []),
    ...(disturb ? [silences] : []),
    ...(delays ? [policyDelays(delays)] : []),
  ];
  if (asked.length === 0) return [];
  watcher.stage('starting pods', asked.length * clusters.length);
  const events: Events[] = [];
  let done = 0;
  for (const eventsOf of asked)
    for (const { id, name, cluster } of clusters) {
      append(events, await namingIt(name, () => eventsOf(cluster, id)));
      watcher.done(++done);
    }
  return events;
}
