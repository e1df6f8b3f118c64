/** The connectivity Jobs of a deployed stack once more, on the cluster as it is. */
import { oneLine } from '../../base/plain-text';
import { TargetError } from '../../base/target-error';
import { commandsOf, type StackCommands } from '../exchange/commands';
import { refuseMissing } from '../reach/needed-programs';
import type { CloudReach, Machine } from '../reach/reach';
import { type StackAccess, type StackStatus, stackStatus, statusText } from '../watch';
import { withoutJobs } from '../watch/without-jobs';
import { type RunWait, waitForRun } from './wait-for-run';

/** What rerun.sh ends with where it starts nothing. */
const refusals: Readonly<Record<number, (commands: StackCommands) => string>> = {
  66: () => 'Deploy it with the Jobs, or test it with --target kubernetes',
  69: ({ nodes }) => `See ${nodes}`,
  75: ({ look }) => `Wait for its end: ${look}`,
  127: () => 'It was deployed by a version that could not do this: deploy it again',
};

/**
 * Starts another run of the Jobs, and waits for its end. What earlier runs saw stays.
 * @returns the number of the run
 * @throws TargetError where the cluster is not ready, has no Jobs or runs them; where it cannot be reached; where they fail
 */
export async function rerunJobs(access: StackAccess, wait: RunWait = {}): Promise<number> {
  const { stack, cloud, place } = access;
  const status = await stackStatus(access);
  refuseUnready(stack, status, commandsOf(stack, cloud.exchange));
  const reach = cloud.reach ?? noReach(access);
  refuseMissing(reach, 'run');
  const run = await started(access, reach, collector(stack, status, await reach.machines(place, stack)));
  await waitForRun(access, run, wait);
  return run;
}

function refuseUnready(stack: string, status: StackStatus, { wait }: StackCommands): void {
  const { connectivity, state } = status;
  if (!connectivity) throw withoutJobs(stack);
  if (state !== 'ready')
    throw new TargetError(
      `${stack} is not ready: ${oneLine(statusText(status).split('\n').at(-1) ?? '')}`,
      `Wait for it: ${wait}`,
    );
}

function noReach({ stack, cloud }: StackAccess): never {
  throw new TargetError(
    `${cloud.title} has no way to the machines of ${stack} from here`,
    cloud.exchange.commands
      ? `Use ${cloud.exchange.commands.rerun}`
      : `Run /opt/testbed/rerun.sh as root on its first control plane: ${cloud.exchange.session}`,
  );
}

/** The first control plane has the Jobs' files. */
function collector(stack: string, { cluster }: StackStatus, machines: readonly Machine[]): Machine {
  const [{ name }] = cluster.nodes;
  const machine = machines.find(({ node }) => node === name);
  if (machine) return machine;
  throw new TargetError(
    `${name} of ${stack} does not run`,
    'Its machines may have ended by their time to live: destroy the stack, and deploy it again',
  );
}

/** The number of the run that the machine has started. */
async function started(
  { stack, place, cloud }: StackAccess,
  reach: CloudReach,
  machine: Machine,
): Promise<number> {
  const { code, stdout, stderr } = await reach.run(place, machine, '/opt/testbed/rerun.sh');
  const run = Number(stdout.trim());
  if (code === 0 && Number.isSafeInteger(run) && run > 0) return run;
  throw new TargetError(
    `${machine.node} of ${stack} starts no run: ${oneLine(stderr.trim() || `exit code ${code}`)}`,
    refusals[code ?? -1]?.(commandsOf(stack, cloud.exchange)) ?? 'See journalctl -u testbed-jobs there',
  );
}
