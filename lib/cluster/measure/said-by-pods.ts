import type { Pod } from 'kubernetes-types/core/v1';
import { completed } from '../runner/run-jobs';
import { refuseVanished } from '../runner/vanished';
import { type Waiting, waitFor } from '../runner/wait';
import { podLogs } from './pod-logs';

/** Waits until those Jobs have ended, and returns their pods, each with what it wrote. */
export async function saidByPods(
  waiting: Waiting,
  jobs: readonly string[],
): Promise<(readonly [pod: Pod, log: string])[]> {
  const names = new Set(jobs);
  const pods = await waitFor(waiting, 'new pods have ended', (now) => {
    refuseVanished('Job', names, now.jobs);
    return completed(now, names).length === names.size ? now.pods : undefined;
  });
  const own = pods.filter(({ metadata }) => jobs.some((job) => metadata?.name?.startsWith(`${job}-`)));
  const logs = await podLogs(waiting, own, 'new pods have said what they saw');
  return own.map((pod) => [pod, logs.get(pod.metadata!.name!)!]);
}
