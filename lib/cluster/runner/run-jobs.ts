import type { Job } from 'kubernetes-types/batch/v1';
import { isWhole } from '../job-report';
import { networkLabel } from '../words';
import { JobLogs } from './job-logs';
import type { Snapshot } from './snapshot';
import { isAnswer } from './troubles';
import { refuseVanished } from './vanished';
import { type Waiting, waitFor } from './wait';

/** Jobs to run, and what to wait for. */
export interface JobRun extends Omit<Waiting, 'timeoutS'> {
  readonly jobs: readonly Job[];
  /** Jobs under way at one time. */
  readonly parallel: number;
  /** Seconds that one Job may take, from its start on. */
  readonly jobTimeoutS: number;
  /** Whether Jobs on the pod network keep their pods when they have reported. */
  readonly held?: boolean;
  readonly apply: (objects: readonly object[]) => Promise<void>;
  readonly done: (count: number) => void;
}

/** Time on top of a Job's own limit until the API shows its end, in seconds. */
const graceS = 30;

/** Runs all Jobs and returns their logs by name. Those on the hosts' network go first: one Job a node at a time. */
export async function runJobs(run: JobRun): Promise<Record<string, string>> {
  const logs: Record<string, string> = {};
  for (const network of ['node', 'pod']) {
    const wave = run.jobs.filter(({ metadata }) => metadata?.labels?.[networkLabel] === network);
    await runWave(run, wave, logs);
  }
  return logs;
}

/** Runs all Jobs, whatever their networks, as many at a time as are wanted, and returns their logs by name. */
export async function runAtOnce(run: JobRun): Promise<Record<string, string>> {
  const logs: Record<string, string> = {};
  await runWave(run, run.jobs, logs);
  return logs;
}

async function runWave(run: JobRun, jobs: readonly Job[], logs: Record<string, string>): Promise<void> {
  const waiting = [...jobs];
  const underWay = new Set<string>();
  const reader = new JobLogs(run.kubectl, run.namespace);
  const startSome = async () => {
    const next = waiting.splice(0, run.parallel - underWay.size);
    if (next.length === 0) return;
    await run.apply(next);
    for (const { metadata } of next) underWay.add(metadata!.name!);
  };
  await startSome();
  const rounds = Math.ceil(jobs.length / run.parallel);
  await waitFor(
    { ...run, timeoutS: rounds * (run.jobTimeoutS + graceS) },
    'all Jobs have ended',
    async (now) => {
      refuseVanished('Job', underWay, now.jobs);
      const ended = completed(now, underWay);
      for (const name of [...ended, ...(run.held ? running(now, underWay) : [])]) {
        const log = await reader.read(name);
        if (log === undefined || !(ended.includes(name) || isWhole(log))) continue;
        logs[name] = log;
        underWay.delete(name);
        run.done(Object.keys(logs).length);
      }
      await startSome();
      return underWay.size === 0 && waiting.length === 0 ? true : undefined;
    },
  );
}

/** Those of the Jobs whose pods run. */
function running({ pods }: Snapshot, names: ReadonlySet<string>): string[] {
  const up = pods.filter(({ status }) => status?.phase === 'Running').map(({ metadata }) => metadata!.name!);
  return [...names].filter((name) => up.some((pod) => pod.startsWith(`${name}-`)));
}

/** Those of the Jobs that have come to a good end, or to one that is an answer too. */
export function completed({ jobs }: Snapshot, names: ReadonlySet<string>): string[] {
  return jobs
    .filter((job) => isAnswer(job) || isComplete(job))
    .map(({ metadata }) => metadata!.name!)
    .filter((name) => names.has(name));
}

function isComplete({ status }: Job): boolean {
  return status?.conditions?.some(({ type, status: is }) => type === 'Complete' && is === 'True') ?? false;
}
