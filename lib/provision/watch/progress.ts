import * as z from 'zod';
import { oneLine } from '../../base/plain-text';

const count = z.int().min(0);

/** What run-steps.sh writes of the step that a machine does. */
export const stepProgress = z.object({
  /** When the step began, RFC 3339 by the node's clock. */
  since: z.string().transform(oneLine),
  /** The attempt that runs, or ran last. */
  attempt: count,
  /** Most attempts in a row. */
  attempts: count,
  /** Exit code of the attempt that ended last; 0: none has. */
  lastExit: count,
  /** How long that took, in seconds. */
  lastSeconds: count,
  /** Whether the machine tries no more by itself. */
  final: z.boolean(),
});

/** How the step goes that a machine does. */
export type StepProgress = Readonly<z.output<typeof stepProgress>>;

/** Exit code of an attempt that was ended at its limit. */
const timedOut = 124;

/** Such as `attempt 2 of 5, since 12:31:07; the last one ended with exit code 100 after 31 s`; empty where nothing is to be said. */
export function progressText(state: string, progress: StepProgress | undefined): string {
  if (!progress || state === 'done' || state === 'unknown') return '';
  const { since, attempt, attempts, final } = progress;
  if (state === 'failed')
    return `attempt ${attempt} of ${attempts} ${ended(progress)}${final ? '' : '; it goes on trying by itself'}`;
  const begun = `since ${since.slice(11, 19)}`;
  return attempt > 1 ? `attempt ${attempt} of ${attempts}, ${begun}; the last one ${ended(progress)}` : begun;
}

function ended({ lastExit, lastSeconds }: StepProgress): string {
  return lastExit === timedOut
    ? `hung and was ended after ${lastSeconds} s`
    : `ended with exit code ${lastExit} after ${lastSeconds} s`;
}
