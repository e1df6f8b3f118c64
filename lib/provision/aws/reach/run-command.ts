import { setTimeout } from 'node:timers/promises';
import * as z from 'zod';
import type { ExecResult } from '../../../base/exec';
import type { Machine } from '../../reach/reach';
import { askAws } from './ask-aws';
import { AwsError } from './aws-errors';
import type { AwsPlace } from './place';

/** How long a script may wait for its machine, and how long it may run, in seconds. 30 is the least that AWS takes. */
const limitsS = { delivery: 30, execution: 60 } as const;
/** Time between two looks, in milliseconds. */
const pollMs = 500;

const sent = z.object({ Command: z.object({ CommandId: z.string() }) });

/** Statuses as AWS has them: of one that goes on, of one that ran to its end, and of one that did not. */
const invocation = z.object({
  Status: z.string(),
  ResponseCode: z.number().int(),
  StandardOutputContent: z.string().default(''),
  StandardErrorContent: z.string().default(''),
});
type Invoked = z.output<typeof invocation>;

const goingOn = ['Pending', 'InProgress', 'Delayed', 'Cancelling'];
const ended = ['Success', 'Failed'];

/** Runs a script as root by Systems Manager, whose history keeps it with what it prints. */
export async function runCommand(
  { region }: AwsPlace,
  machine: Machine,
  script: string,
): Promise<ExecResult> {
  const parameters = {
    commands: script.split('\n').filter((line) => line.trim() !== ''),
    executionTimeout: [`${limitsS.execution}`],
  };
  const { Command } = await askAws(
    region,
    [
      ...(['ssm', 'send-command', '--document-name', 'AWS-RunShellScript'] as const),
      ...['--instance-ids', machine.id, '--timeout-seconds', `${limitsS.delivery}`],
      ...['--parameters', JSON.stringify(parameters)],
    ],
    sent,
  );
  const { Status, ResponseCode, StandardOutputContent, StandardErrorContent } = await outcome(() =>
    lookedAt(region, Command.CommandId, machine),
  );
  // -1: it never ran.
  if (!ended.includes(Status) || ResponseCode < 0)
    throw new AwsError(
      `a command on ${machine.node} (${machine.id}) did not run to its end: ${Status}`,
      'See whether the machine runs and its SSM agent reports: aws ssm describe-instance-information',
    );
  return { code: ResponseCode, stdout: StandardOutputContent, stderr: StandardErrorContent };
}

/** Looks until it is over, or AWS itself must have ended it. */
async function outcome(look: () => Promise<Invoked>): Promise<Invoked> {
  const deadline = Date.now() + 1000 * (limitsS.delivery + limitsS.execution + 30);
  for (;;) {
    const seen = await look();
    if (!goingOn.includes(seen.Status) || Date.now() > deadline) return seen;
    await setTimeout(pollMs);
  }
}

async function lookedAt(region: string, command: string, { id }: Machine): Promise<Invoked> {
  const words = ['--command-id', command, '--instance-id', id];
  try {
    return await askAws(region, ['ssm', 'get-command-invocation', ...words], invocation);
  } catch (error) {
    // AWS knows of it a moment later than it says so.
    if (!(error instanceof AwsError) || error.code !== 'InvocationDoesNotExist') throw error;
    return { Status: 'Pending', ResponseCode: -1, StandardOutputContent: '', StandardErrorContent: '' };
  }
}
