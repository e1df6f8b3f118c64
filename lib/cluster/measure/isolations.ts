/** How soon policies hold for new pods of a measured cluster. */
import type { Events } from '../../measure';
import { paces } from '../../prober/measure/job/paces';
import type { Isolation } from '../../prober/measure/job/report';
import type { Waiting } from '../runner/wait';
import { isolationLine } from '../untrusted/measure-report-lines';
import { onlyLine } from '../untrusted/whole-report';
import { saidByPods } from './said-by-pods';

/** What a new pod saw. */
export type IsolationSeen = Pick<Isolation, 'openMs' | 'stillOpen' | 'allowedMs'>;

/** Waits until all pods of those Jobs have tried, and reads what they say. */
export async function isolationsOf(waiting: Waiting, jobs: readonly string[]): Promise<IsolationSeen[]> {
  const said = await saidByPods(waiting, jobs);
  return said.map(([{ metadata }, log]) => onlyLine(metadata!.name!, log, isolationLine));
}

/**
 * How long pods reached what is forbidden, and did not reach what is allowed. What is open still, or never opened, has no
 * end that was seen.
 */
export function isolationEvents(subject: string, seen: readonly IsolationSeen[]): Events[] {
  const event = (kind: Events['kind'], ms: readonly number[]): Events => ({
    ...{ subject, kind, ms },
    ...{ unseen: seen.length - ms.length, resolutionMs: paces.isolation },
  });
  return [
    event(
      'open-at-start',
      seen.flatMap(({ openMs, stillOpen }) => (stillOpen ? [] : [openMs])),
    ),
    event(
      'deaf-at-start',
      seen.flatMap(({ allowedMs }) => allowedMs ?? []),
    ),
  ];
}
