/** A cluster on machines that one already has, from nothing to its Jobs' results, as one list of steps. */
import { type RunWait, waitForRun } from '../../rerun/wait-for-run';
import { type StackStatus, stackStatus, type WaitOptions, waitForStack } from '../../watch';
import { accessOver } from './access';
import { type Preparing, prepare, type Wanted } from './prepare';

/** How to bring a cluster up, and who hears of it. */
export interface UpOptions extends WaitOptions, Preparing {
  /** Called when the step, the attempt or the state of the Jobs changed. @default nothing */
  readonly onJobs?: RunWait['onChange'];
}

/**
 * Puts in place what the machines boot from, starts them, carries between them what they need of one another, and waits until
 * all are Ready and the Jobs are over. Whatever cuts it off, the machines go on as far as they can, and the same again goes on.
 * @throws TargetError where a machine cannot be reached, a step fails or time runs out
 */
export async function bringUp(
  wanted: Wanted,
  { look, onDeed, onJobs, ...wait }: UpOptions = {},
): Promise<StackStatus> {
  await prepare(wanted, { look, onDeed });
  const access = accessOver(wanted.stack, wanted.nodes);
  const { connectivity } = await waitForStack(access, wait);
  if (connectivity) await waitForRun(access, connectivity.run ?? 1, { ...wait, onChange: onJobs });
  return stackStatus(access); // a last look: it takes back what its writer has taken back
}
