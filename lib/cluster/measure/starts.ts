/** How soon new pods of a measured cluster are answered. */
import type { Pod } from 'kubernetes-types/core/v1';
import type { Events } from '../../measure';
import { paces } from '../../prober/measure/job/paces';
import type { Waiting } from '../runner/wait';
import { firstPacketLine } from '../untrusted/measure-report-lines';
import { onlyLine } from '../untrusted/whole-report';
import { saidByPods } from './said-by-pods';

/** The API tells when a pod was made in whole seconds. */
const createdMs = 1000;

/** One new pod. Times are milliseconds since 1970. */
export interface Start {
  readonly createdMs: number;
  readonly begunMs: number;
  readonly answeredMs?: number;
}

/** Waits until all pods of those Jobs have been answered, and reads what they say. */
export async function startsOf(waiting: Waiting, jobs: readonly string[]): Promise<Start[]> {
  const said = await saidByPods(waiting, jobs);
  return said.map(([pod, log]) => startOf(pod, log));
}

function startOf({ metadata }: Pod, log: string): Start {
  const { begunMs, answeredMs } = onlyLine(metadata!.name!, log, firstPacketLine);
  const created = Date.parse(`${metadata!.creationTimestamp ?? ''}`);
  return { createdMs: created, begunMs, answeredMs };
}

/** Both spans: from a pod's creation, by the clocks of API and node, and from its first instruction. */
export function startEvents(subject: string, starts: readonly Start[]): Events[] {
  const span = (kind: Events['kind'], since: (start: Start) => number, resolutionMs: number): Events => {
    const ms = starts.flatMap((start) =>
      start.answeredMs === undefined || Number.isNaN(since(start))
        ? []
        : // Clocks differ, and a second is cut off: nothing is answered before it is there.
          [Math.max(0, Math.round(start.answeredMs - since(start)))],
    );
    return { subject, kind, ms, unseen: starts.length - ms.length, resolutionMs };
  };
  return [
    span('first-packet', (start) => start.createdMs, createdMs),
    span('first-answer', ({ begunMs }) => begunMs, paces.first),
  ];
}
