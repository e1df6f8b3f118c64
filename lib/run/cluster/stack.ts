/** Stacks that a cloud runs. */
import { TargetError } from '../../base/target-error';
import { parseRecordedSpec, problemText, SpecError, type TestbedSpec } from '../../plan';
import { commandsOf } from '../../provision/exchange/commands';
import type { FetchOptions, JobsStatus, NodeStatus, StackAccess, StackStatus } from '../../provision/watch';
import type { Results } from '../../results';
import { plannedTestbed } from '../../testbed';
import { judgeObservations } from './test-cluster';
import { testedMachines } from './tested-machines';

/** How to wait for a stack. */
export interface StackWait {
  /** Gives up after so many seconds. @default 2400 */
  readonly timeoutS?: number;
  /** Called for each node whose step, attempt or state changed, with all nodes. @default nothing is called */
  readonly onChange?: (node: NodeStatus, nodes: readonly NodeStatus[]) => void;
  /** Called for the first of several failed looks in a row; the wait goes on. @default nothing is called */
  readonly onTrouble?: (error: TargetError) => void;
}

/** The step of each node of a stack that was deployed. @throws TargetError where it is not, or cannot be asked */
export async function statusOfStack(stack: string): Promise<StackStatus> {
  const cloud = await client();
  return cloud.stackStatus(await cloud.openStack(stack));
}

/** Waits until all nodes of a stack are Ready. @throws TargetError where a node fails, time runs out, or it cannot be asked */
export async function awaitStack(
  stack: string,
  { timeoutS, ...heard }: StackWait = {},
): Promise<StackStatus> {
  const cloud = await client();
  const access = await cloud.openStack(stack);
  const timeoutMs = timeoutS === undefined ? undefined : 1000 * timeoutS;
  return cloud.withDeployNote(access, () => cloud.waitForStack(access, { ...heard, timeoutMs }));
}

/** How to wait for a run of a stack's connectivity Jobs. */
export interface RerunWait extends Pick<StackWait, 'onTrouble'> {
  /** Gives up after so many seconds; the run goes on. @default 3600 */
  readonly timeoutS?: number;
  /** Called when the step, the attempt or the state of the run changed. @default nothing is called */
  readonly onChange?: (jobs: JobsStatus) => void;
}

/**
 * Runs the connectivity Jobs of a stack again, without replacing the cluster, and judges what they found.
 * @throws TargetError where the cluster is not ready or runs them already, where it cannot be reached, and where they fail
 */
export async function rerunStack(stack: string, { timeoutS, ...heard }: RerunWait = {}): Promise<Results> {
  const { rerunJobs } = await import('../../provision/rerun/rerun');
  const access = await (await client()).openStack(stack);
  const timeoutMs = timeoutS === undefined ? undefined : 1000 * timeoutS;
  const run = await rerunJobs(access, { ...heard, timeoutMs });
  return resultsOfStack(stack, { run });
}

/**
 * What the connectivity Jobs of a stack found, judged.
 * @param wanted the run that found it; the newest where none is named
 * @throws TargetError where there is nothing that could be judged
 */
export async function resultsOfStack(stack: string, wanted: FetchOptions = {}): Promise<Results> {
  return resultsThrough(await (await client()).openStack(stack), wanted);
}

/** The same of a stack that is open. @throws TargetError likewise */
export async function resultsThrough(access: StackAccess, wanted: FetchOptions = {}): Promise<Results> {
  const { stack, cloud } = access;
  const { rerun } = commandsOf(stack, cloud.exchange);
  const { cluster, nodes, run, observations } = await (await client()).fetchResults(access, wanted);
  const known = { spec: deployedSpec(stack, cluster.spec), name: stack };
  return judgeObservations(observations, known, {
    target: cloud.name,
    run,
    machinesOf: (seen) => testedMachines(stack, nodes, seen, rerun),
  });
}

/** What a stack was deployed with, whatever the files say by now. */
export interface DeployedCluster {
  /** Name of its cloud. */
  readonly target: string;
  readonly spec: TestbedSpec;
}

/** What a stack was deployed with. @throws TargetError where it is not, cannot be asked, or is of another version */
export async function deployedCluster(stack: string): Promise<DeployedCluster> {
  const cloud = await client();
  const access = await cloud.openStack(stack);
  const { cluster } = await cloud.stackStatus(access);
  return { target: access.cloud.name, spec: deployedSpec(stack, cluster.spec) };
}

/** @throws TargetError where the spec is of a version that had other fields or rules */
function deployedSpec(stack: string, spec: unknown): TestbedSpec {
  try {
    return plannedTestbed(parseRecordedSpec(spec)).spec;
  } catch (error) {
    if (!(error instanceof SpecError)) throw error;
    throw new TargetError(
      `the spec that ${stack} was deployed with cannot be read: ${problemText(error.problems[0]!).replace(/\.$/, '')}`,
      'Use the version that deployed it, or deploy it again',
    );
  }
}

const client = () => import('../../provision/watch');
