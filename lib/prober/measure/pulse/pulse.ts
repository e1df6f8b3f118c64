/**
 * Asks servers again and again at a steady pace, and remembers when they answered: how soon a new pod reaches anybody, how
 * long it reaches whom it must not, how long a running way is silent.
 */
import type { Family } from '../../../net';
import type { Place } from '../ask';
import { now } from '../clock';
import { Answered, type Interval } from './answered';
import { connections } from './connections';
import { exchanges } from './exchanges';

/** One way that is asked. */
export interface PulsePlace extends Place {
  /** Name of the way, for the answer. */
  readonly name: string;
  /**
   * `connect`: a new connection each time, as what is let in once may stay so for its connection; `exchange`: datagrams of
   * one socket, as a way that is in use.
   */
  readonly by: 'connect' | 'exchange';
}

/** What is asked. */
export interface PulseTask {
  readonly family: Family;
  readonly places: readonly PulsePlace[];
  /** Time between two questions to a place. */
  readonly everyMs: number;
  readonly forMs: number;
}

/** What was answered. Times are milliseconds since 1970, by this machine's clock. */
export interface Pulse {
  /** When this program began. */
  readonly startedMs: number;
  readonly beganMs: number;
  readonly endedMs: number;
  readonly places: readonly { readonly name: string; readonly answered: readonly Interval[] }[];
}

/** Waits for one who asks all places until time is over. */
export async function pulse(task: PulseTask): Promise<Pulse> {
  const beganMs = now();
  const remembered = task.places.map(() => new Answered());
  const asking = task.places.map((place, i) =>
    place.by === 'connect'
      ? connections(place, remembered[i]!)
      : exchanges(place, task.family, remembered[i]!),
  );
  let asked = 0;
  await new Promise<void>((resolve) => {
    const timer = setInterval(() => {
      const due = Math.min(task.forMs, now() - beganMs) / task.everyMs;
      // One question for all that fell due while the machine was busy: each answer says that the way is open now.
      if (asked < due) {
        for (const { ask } of asking) ask();
        asked = Math.ceil(due);
      }
      if (now() - beganMs < task.forMs) return;
      clearInterval(timer);
      resolve();
    }, task.everyMs);
  });
  const endedMs = now();
  await Promise.all(asking.map(({ end }) => end()));
  return {
    ...{ startedMs: performance.timeOrigin, beganMs, endedMs },
    places: task.places.map(({ name }, i) => ({ name, answered: remembered[i]!.intervals() })),
  };
}
