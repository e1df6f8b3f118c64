import { setTimeout } from 'node:timers/promises';
import type { DaemonSet } from 'kubernetes-types/apps/v1';
import type { Job } from 'kubernetes-types/batch/v1';
import type { Node, Pod, Service } from 'kubernetes-types/core/v1';
import { messageOf } from '../../base/message-of';
import { oneLine } from '../../base/plain-text';
import { TargetError } from '../../base/target-error';
import { filesPart, nodeAnnotation, partLabel } from '../words';
import { JobLogs } from './job-logs';
import { patientLook } from './patient-look';
import { completed, type JobRun } from './run-jobs';
import type { Snapshot } from './snapshot';
import { troubles } from './troubles';

/** The nodes of a cluster with what was captured of them, and what runs on them. */
export interface CapturedNodes {
  readonly nodes: readonly Node[];
  /** Of all namespaces. */
  readonly pods: readonly Pod[];
  readonly services: readonly Service[];
  readonly daemonSets: readonly DaemonSet[];
  /** Names of the nodes, in the order of their Jobs. */
  readonly captured: readonly string[];
  readonly captures: Captures['logs'];
  readonly notes: readonly string[];
}

/** What the Jobs that capture the nodes' state printed, by their names, and why some printed nothing. */
export interface Captures {
  readonly logs: Readonly<Record<string, string>>;
  readonly notes: readonly string[];
}

/**
 * Runs the Jobs that capture the nodes' state. What is tested stands without it, so that a node of which there is none is
 * noted, and the run goes on.
 * @throws TargetError where the run is being ended
 */
export async function runCaptures(run: JobRun): Promise<Captures> {
  const captures = new Capturing(run);
  try {
    await captures.all();
  } catch (error) {
    if (run.ended()) throw error;
    captures.giveUp(messageOf(error));
  }
  return captures;
}

class Capturing implements Captures {
  readonly logs: Record<string, string> = {};
  readonly notes: string[] = [];
  private readonly waiting: Job[];
  private readonly underWay = new Map<string, { readonly job: Job; readonly until: number }>();

  constructor(private readonly run: JobRun) {
    this.waiting = [...run.jobs];
  }

  async all(): Promise<void> {
    const { run } = this;
    const look = patientLook(run.kubectl, run.namespace);
    const reader = new JobLogs(run.kubectl, run.namespace);
    await this.startSome();
    while (this.underWay.size > 0) {
      const now = await look();
      if (run.ended()) throw new TargetError('interrupted while the nodes’ state was captured', 'Run again');
      if (now) await this.gather(now, reader);
      await run.alive();
      await this.startSome();
      if (this.underWay.size > 0) await setTimeout(run.pollMs);
    }
  }

  /** Notes of all that have not ended why that is. */
  giveUp(why: string): void {
    for (const job of [...this.waiting, ...[...this.underWay.values()].map((one) => one.job)])
      this.note(job, why);
  }

  private async startSome(): Promise<void> {
    const { run } = this;
    const next = this.waiting.slice(0, run.parallel - this.underWay.size);
    if (next.length === 0) return;
    await run.apply(next);
    this.waiting.splice(0, next.length);
    const until = Date.now() + run.jobTimeoutS * 1000;
    for (const job of next) this.underWay.set(job.metadata!.name!, { job, until });
  }

  private async gather(now: Snapshot, reader: JobLogs): Promise<void> {
    const ended = new Set(completed(now, new Set(this.underWay.keys())));
    for (const [name, { job, until }] of this.underWay) {
      const log = ended.has(name) ? await reader.read(name) : undefined;
      const wrong = log === undefined ? whatIsWrong(now, name) : undefined;
      if (log !== undefined) this.logs[name] = log;
      else if (wrong) this.note(job, wrong);
      else if (Date.now() > until)
        this.note(job, `timed out after ${this.run.jobTimeoutS} s (--job-timeout)`);
      else continue;
      this.underWay.delete(name);
      this.run.done(this.run.jobs.length - this.underWay.size - this.waiting.length);
    }
  }

  private note({ metadata }: Job, why: string): void {
    const node = metadata?.annotations?.[nodeAnnotation];
    const what =
      metadata?.labels?.[partLabel] === filesPart
        ? `The CNI configuration files of ${node} were not looked at`
        : `No state of ${node} was captured`;
    this.notes.push(oneLine(`${what}: ${why}`));
  }
}

/** What keeps a Job from its end, if anything does. */
function whatIsWrong({ pods, jobs, events }: Snapshot, name: string): string | undefined {
  const isOwn = (one: { readonly name?: string } | undefined) =>
    one?.name === name || one?.name?.startsWith(`${name}-`);
  const own = jobs.filter(({ metadata }) => metadata?.name === name);
  if (own.length === 0) return `the Job ${name} has been removed`;
  const unmounted = events.find(
    ({ reason, message = '', involvedObject }) =>
      reason === 'FailedMount' && /hostPath type check failed/.test(message) && isOwn(involvedObject),
  );
  if (unmounted) return unmounted.message;
  const [first] = troubles(
    {
      nodes: [],
      daemonSets: [],
      pods: pods.filter(({ metadata }) => isOwn(metadata)),
      jobs: own,
      events: events.filter(({ involvedObject }) => isOwn(involvedObject)),
    },
    [],
  );
  return first && `${first.what}. ${first.remedy}`;
}
