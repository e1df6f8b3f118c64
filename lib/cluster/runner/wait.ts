import { setTimeout } from 'node:timers/promises';
import { TargetError } from '../../base/target-error';
import type { Kubectl } from './kubectl';
import { patientLook } from './patient-look';
import type { Snapshot } from './snapshot';
import { troubles } from './troubles';

/** What is waited for, and for how long. */
export interface Waiting {
  readonly kubectl: Kubectl;
  readonly namespace: string;
  /** Nodes that are tested: one that is lost ends the run. */
  readonly nodes: readonly string[];
  readonly pollMs: number;
  readonly timeoutS: number;
  /** Whether the run is being ended from outside. */
  readonly ended: () => boolean;
  /** Is called at every look: shows others that the run goes on. */
  readonly alive: () => Promise<void>;
}

/**
 * Looks at the cluster until `ready` has an answer.
 * @param what completes "waiting until …" in an error
 * @throws TargetError as soon as something can no longer come right, or when the time is up, with what is missing
 */
export async function waitFor<T>(
  waiting: Waiting,
  what: string,
  ready: (now: Snapshot) => Promise<T | undefined> | T | undefined,
): Promise<T> {
  const deadline = Date.now() + waiting.timeoutS * 1000;
  const look = patientLook(waiting.kubectl, waiting.namespace);
  for (;;) {
    const now = await look();
    // Looked at first: a pod that is being removed looks like one in trouble.
    if (waiting.ended()) throw new TargetError(`interrupted while waiting until ${what}`, 'Run again');
    if (now) {
      refuseTroubles(now, waiting.nodes);
      const answer = await ready(now);
      if (answer !== undefined) return answer;
      if (Date.now() > deadline)
        throw new TargetError(
          `timed out after ${waiting.timeoutS} s waiting until ${what}: ${missing(now)}`,
          'Give it more time with --start-timeout or --job-timeout, and see the bundle for what the pods wait for',
        );
      await waiting.alive();
    }
    await setTimeout(waiting.pollMs);
  }
}

/** @throws TargetError with the first of what can no longer come right */
function refuseTroubles(now: Snapshot, nodes: readonly string[]): void {
  const [first, ...more] = troubles(now, nodes);
  if (first)
    throw new TargetError(
      `${first.what}${more.length > 0 ? ` (and ${more.length} more like it)` : ''}`,
      first.remedy,
    );
}

/** What the pods wait for, as far as their status says. */
function missing({ pods, events }: Snapshot): string {
  const waiting = pods
    .filter(({ status }) => status?.phase === 'Pending' || !isReady(status))
    .filter(({ status }) => status?.phase !== 'Succeeded')
    .map(({ metadata, status }) => {
      const reason = status?.containerStatuses?.[0]?.state?.waiting?.reason ?? status?.phase ?? 'unknown';
      const last = events.filter(({ involvedObject }) => involvedObject.name === metadata?.name).at(-1);
      return `${metadata?.name} (${reason}${last?.message ? `: ${last.message}` : ''})`;
    });
  if (waiting.length === 0) return 'no pod waits, so pods are missing';
  return `${waiting.slice(0, 5).join(', ')}${waiting.length > 5 ? ` and ${waiting.length - 5} more` : ''}`;
}

type Status = Snapshot['pods'][number]['status'];

/** Whether the condition Ready is true. */
export function isReady(status: Status): boolean {
  return status?.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True') ?? false;
}
