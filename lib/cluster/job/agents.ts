import { setTimeout } from 'node:timers/promises';
import { costOfPods } from '../../prober/measure/agents';
import { type AgentsReport, measureReportSchema } from '../../prober/measure/job/report';

/** How long pods are watched, in milliseconds: long beside the rounds that agents make. */
const windowMs = 20_000;

/** What pods of this node spend in a time. @param root where the node's control groups are */
export async function agentsCost(
  root: string,
  uids: readonly string[],
  node: string,
  wait = () => setTimeout(windowMs),
): Promise<AgentsReport> {
  const begun = performance.now();
  const before = new Map(costOfPods(root, uids).map(({ uid, cpuUs }) => [uid, cpuUs]));
  await wait();
  const after = costOfPods(root, uids);
  return {
    ...{ report: 'agents', schema: measureReportSchema, node },
    windowMs: Math.round(performance.now() - begun),
    pods: after.flatMap(({ uid, cpuUs, memoryBytes }) => {
      const from = before.get(uid);
      return from === undefined ? [] : [{ uid, cpuMs: (cpuUs - from) / 1000, memoryBytes }];
    }),
  };
}
