import type { Pod } from 'kubernetes-types/core/v1';
import { JobLogs } from '../runner/job-logs';
import { type Waiting, waitFor } from '../runner/wait';

/** What each of the pods has written so far, by name. @param what completes "waiting until …" in an error */
export async function podLogs(
  waiting: Waiting,
  pods: readonly Pod[],
  what: string,
): Promise<ReadonlyMap<string, string>> {
  const reader = new JobLogs(waiting.kubectl, waiting.namespace);
  const logs = new Map<string, string>();
  return waitFor(waiting, what, async () => {
    for (const { metadata } of pods) {
      const name = metadata!.name!;
      const log = logs.get(name) ?? (await reader.readOf(`pod/${name}`));
      if (log !== undefined) logs.set(name, log);
    }
    return logs.size === pods.length ? logs : undefined;
  });
}
