import { TargetError } from '../../base/target-error';
import { clusterTarget } from '../../base/targets';
import { capturesOf, judgeCluster } from '../../cluster/judge-cluster';
import { parseObservations, timesOf } from '../../cluster/observations';
import type { RunOptions } from '../../cluster/runner/options';
import { runCluster } from '../../cluster/runner/run-cluster';
import { defaultNamespace } from '../../cluster/words';
import type { Results, TestedMachine } from '../../results';
import type { KeepState } from '../lab/test-lab';
import { tool } from '../tool';
import { silent, type Watcher } from '../watcher';
import type { ClusterFacts } from './cluster-facts';
import { knownCluster } from './known-cluster';
import type { SeenMachine } from './seen-machine';
import { seenMachines } from './tested-machines';

/** What a run on a cluster takes. */
export interface ClusterOptions extends RunOptions {
  /** @default none: CNI and mode are recognised where that is possible */
  readonly facts?: ClusterFacts;
  /** Takes what was captured of the nodes. @default nobody does */
  readonly keepState?: KeepState;
  /** @default silent */
  readonly watcher?: Watcher;
}

/** Judging broke off, which is a bug (see `cause`). A run on a cluster takes minutes, so what it gathered is here. */
export class JudgingError extends Error {
  constructor(
    /** What `judgeObservations` takes, also of a file that holds it as JSON. */
    readonly observations: unknown,
    cause: unknown,
  ) {
    super('the observations of a cluster could not be judged', { cause });
    this.name = 'JudgingError';
  }
}

/**
 * Tests a cluster that kubectl reaches, and leaves it as it was.
 * @throws SpecError or RunError where the facts do not fit together, TargetError where the run fails, JudgingError
 */
export async function testCluster(options: ClusterOptions = {}): Promise<Results> {
  const { facts = {}, watcher = silent, keepState = () => {}, ...run } = options;
  const known = knownCluster(facts);
  const startedAt = new Date();
  const { timings, notes, ...seen } = await runCluster(run, watcher);
  const observations = parseObservations(seen.observations, 'Run again');
  if (run.capture) keepState(capturesOf(observations));
  const made = { startedAt, tool, timings, notes: [...notes, ...keptNote(run)] };
  try {
    return judgeCluster(observations, known, { ...made, target: clusterTarget });
  } catch (error) {
    throw error instanceof TargetError ? error : new JudgingError(observations, error);
  }
}

/** That a run leaves what it made, where that was asked for. */
export function keptNote({
  keep,
  namespace = defaultNamespace,
}: Pick<RunOptions, 'keep' | 'namespace'>): string[] {
  return keep
    ? [`Everything was left in the cluster, as asked; remove it with: kubectl delete namespace ${namespace}`]
    : [];
}

/** What is known of a run besides its observations. */
export interface ObservedRun {
  /** Name of the target that the cluster ran on. @default kubernetes */
  readonly target?: string;
  /** Number of the run of a stack's Jobs. @default runs have none */
  readonly run?: number;
  /** Which machines the nodes were. @throws TargetError where the observations are of others. @default not known */
  machinesOf?(seen: readonly SeenMachine[]): readonly TestedMachine[];
}

/**
 * Judges what a run gathered earlier, be it by `collect.sh` or by `testCluster`.
 * @param observations the content of the file, as JSON.parse returns it
 * @throws SpecError or RunError where the facts do not fit together, TargetError where the observations cannot be read
 */
export function judgeObservations(
  observations: unknown,
  facts: ClusterFacts = {},
  { target = clusterTarget, run, machinesOf }: ObservedRun = {},
): Results {
  const known = knownCluster(facts);
  const seen = parseObservations(observations);
  const machines = machinesOf?.(seenMachines(seen));
  return judgeCluster(seen, known, { ...timesOf(seen), tool, target, run, machines });
}
