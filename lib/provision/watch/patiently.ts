import { setTimeout } from 'node:timers/promises';
import type { TargetError } from '../../base/target-error';
import { PassingError } from '../exchange/exchange';

/** How long to wait, and how. */
export interface Patience {
  /** Looks again after so many milliseconds. @default 5,000 */
  readonly pollMs?: number;
  /** Goes on for so many milliseconds in a row in which the exchange cannot be read. @default 60,000 */
  readonly patienceMs?: number;
  /** Called for the first of such looks in a row. @default nothing */
  readonly onTrouble?: (error: TargetError) => void;
}

/** Looks until it can: one look that fails must not end a wait of many minutes. @param deadline ends that, in milliseconds */
export async function patiently<T>(look: () => Promise<T>, options: Patience, deadline: number): Promise<T> {
  const { pollMs = 5_000, patienceMs = 60_000, onTrouble = () => {} } = options;
  let end: number | undefined;
  for (;;) {
    try {
      return await look();
    } catch (error) {
      const first = end === undefined;
      end ??= Math.min(Date.now() + patienceMs, deadline);
      if (!(error instanceof PassingError) || Date.now() + pollMs > end) throw error;
      if (first) onTrouble(error);
      await setTimeout(pollMs);
    }
  }
}
