import { setTimeout } from 'node:timers/promises';
import { TargetError } from '../../base/target-error';
import { allSteps } from '../boot/steps';
import { commandsOf, type StackCommands } from '../exchange/commands';
import { type JobsStatus, jobsStatusText, type StackAccess, statusWatch } from '../watch';
import { type Patience, patiently } from '../watch/patiently';
import { exchangeOf } from '../watch/stack-access';

/** How to wait for a run of the Jobs. */
export interface RunWait extends Patience {
  /** Gives up after so many milliseconds; the run goes on. @default 60 minutes */
  readonly timeoutMs?: number;
  /** Called when the run's step, attempt or state changed. @default nothing */
  readonly onChange?: (jobs: JobsStatus) => void;
}

/** Waits until a run is over. @throws TargetError where it fails or time runs out, and where the exchange cannot be read */
export async function waitForRun(access: StackAccess, run: number, options: RunWait): Promise<void> {
  const { timeoutMs = 60 * 60_000, pollMs = 5_000, onChange = () => {} } = options;
  const exchange = exchangeOf(access);
  const commands = commandsOf(access.stack, access.cloud.exchange);
  const look = statusWatch(exchange, access.stack);
  const deadline = Date.now() + timeoutMs;
  let seen = '';
  try {
    for (;;) {
      const jobs = (await patiently(look, options, deadline)).connectivity;
      if (jobs?.run === run) {
        const now = `${jobs.stage} ${jobs.state} ${jobs.progress?.attempt}`;
        if (now !== seen) onChange(jobs);
        seen = now;
        if (jobs.state === 'done') return;
        if (jobs.state === 'failed') throw failure(access.stack, jobs, commands);
      }
      if (Date.now() + pollMs > deadline) throw timeout(access.stack, { run, timeoutMs, jobs }, commands);
      await setTimeout(pollMs);
    }
  } finally {
    await exchange.close();
  }
}

function failure(stack: string, jobs: JobsStatus, { rerun }: StackCommands): TargetError {
  const remedy = allSteps.find(({ name }) => name === jobs.stage)?.remedy;
  return new TargetError(
    `the connectivity Jobs of ${stack} could not run: ${jobsStatusText(jobs)}`,
    `${remedy ?? 'See journalctl -u testbed-jobs on the first control plane, then run the Jobs again'}: ${rerun}`,
  );
}

function timeout(
  stack: string,
  { run, timeoutMs, jobs }: { run: number; timeoutMs: number; jobs?: JobsStatus },
  { later }: StackCommands,
): TargetError {
  const last = jobs?.run === run ? jobsStatusText(jobs) : 'it has not reported yet';
  return new TargetError(
    `run ${run} of the connectivity Jobs of ${stack} is not over after ${Math.round(timeoutMs / 1000)} s: ${last}`,
    `It goes on: ${later}`,
  );
}
