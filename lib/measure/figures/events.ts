/** Single events of the control plane, summed up: how long they take, and how many were never seen to end. */
import { largest } from '../../base/lists';
import type { Events, Measurements } from '../file/schema';
import { type Estimate, estimateOf } from './estimate';

/** Events of one kind and one subject, at so many policies. */
export interface EventFigure {
  readonly subject: string;
  readonly kind: Events['kind'];
  readonly policies: number;
  /** Each, in milliseconds. */
  readonly ms: readonly number[];
  /** Median with its interval; absent where no event ended. `blocks` are events. */
  readonly median?: Estimate;
  /** In milliseconds. */
  readonly longest?: number;
  /** Events that took longer than nothing. */
  readonly above0: number;
  readonly unseen: number;
  readonly resolutionMs: number;
}

/** All of them, by kind in the order of the file. */
export function eventFigures({ events }: Measurements): EventFigure[] {
  return events.map(({ subject, kind, policies = 0, ms, unseen, resolutionMs }) => {
    const median = estimateOf(ms);
    return {
      ...{ subject, kind, policies, ms, unseen, resolutionMs },
      ...(median ? { median, longest: largest(ms) } : {}),
      above0: ms.filter((one) => one > 0).length,
    };
  });
}
