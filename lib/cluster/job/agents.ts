import { setTimeout } from 'node:timers/promises';
import { failureIn, type Place, receive } from '../../prober/measure';
import { costOfPods } from '../../prober/measure/agents';
import { type AgentsReport, measureReportSchema } from '../../prober/measure/job/report';

/** How long pods are watched, in milliseconds: long beside the rounds that agents make. */
const watchedMs = 20_000;

/** What goes on meanwhile: nothing, or one bulk stream from a server to this pod, which begins and ends with the window. */
export const meanwhile =
  (server?: Place, forMs = watchedMs) =>
  async (): Promise<void> => {
    await (server ? receive(server, Number.POSITIVE_INFINITY, forMs) : setTimeout(forMs));
  };

/** What pods of this node spend in a time. Without the stream that was to run, nothing. @param root of its control groups */
export async function agentsCost(
  root: string,
  uids: readonly string[],
  node: string,
  wait = meanwhile(),
): Promise<AgentsReport> {
  const begun = performance.now();
  const before = new Map(costOfPods(root, uids).map(({ uid, cpuUs }) => [uid, cpuUs]));
  const failure = await wait().then(() => undefined, failureIn);
  const windowMs = Math.round(performance.now() - begun);
  const head = { report: 'agents', schema: measureReportSchema, node, windowMs } as const;
  if (failure) return { ...head, pods: [], failure };
  const after = costOfPods(root, uids);
  return {
    ...head,
    pods: after.flatMap(({ uid, cpuUs, memoryBytes }) => {
      const from = before.get(uid);
      return from === undefined ? [] : [{ uid, cpuMs: (cpuUs - from) / 1000, memoryBytes }];
    }),
  };
}
