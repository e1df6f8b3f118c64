import { whyNotRun } from '../../base/find-program';
import { TargetError } from '../../base/target-error';
import type { CloudReach } from './reach';

/**
 * Refuses to begin where a program is missing on the user's machine.
 * @param purpose what is to be done; running a script takes fewer programs than a way that stays open
 * @throws TargetError
 */
export function refuseMissing({ programs }: CloudReach, purpose: 'run' | 'forward'): void {
  for (const { program, remedy, onlyForwards } of programs) {
    if (onlyForwards && purpose === 'run') continue;
    const why = whyNotRun(program);
    if (why) throw new TargetError(`${program} cannot be run: ${why.reason}`, remedy);
  }
}
