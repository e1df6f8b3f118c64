/** How long a way is silent: in peace, and while the CNI's agent of the client's node restarts. */
import { TargetError } from '../../base/target-error';
import type { Events } from '../../measure';
import { paces } from '../../prober/measure/job/paces';
import type { SilenceReport } from '../../prober/measure/job/report';
import type { Kubectl } from '../runner/kubectl';
import { type Waiting, waitFor } from '../runner/wait';
import { silenceLine } from '../untrusted/measure-report-lines';
import { onlyLine } from '../untrusted/whole-report';
import { type AgentPod, agentPods } from './agents';
import { saidByPods } from './said-by-pods';

/** The longest silences of a time. */
export type SilenceSeen = Pick<SilenceReport, 'exchangeMs' | 'connectMs'>;

/** Waits until the Job has asked, and reads what it says. */
export async function silenceOf(waiting: Waiting, job: string): Promise<SilenceSeen> {
  const [[{ metadata }, log]] = (await saidByPods(waiting, [job])) as [
    Awaited<ReturnType<typeof saidByPods>>[number],
  ];
  return onlyLine(metadata!.name!, log, silenceLine);
}

/** Waits until the Job's pod asks, and returns its name. */
export function askingPod(waiting: Waiting, job: string): Promise<string> {
  return waitFor(
    waiting,
    'a pod asks',
    ({ pods }) =>
      pods.find(
        ({ metadata, status }) =>
          metadata?.name?.startsWith(`${job}-`) && /^(Running|Succeeded)$/.test(status?.phase ?? ''),
      )?.metadata?.name,
  );
}

/** The agents' pods on a node. @throws TargetError where there are none that could be restarted */
export async function agentsOn(
  kubectl: Kubectl,
  daemonSets: Parameters<typeof agentPods>[1],
  node: string,
): Promise<AgentPod[]> {
  const found = (await agentPods(kubectl, daemonSets)).filter((pod) => pod.node === node);
  if (found.length > 0) return found;
  throw new TargetError(
    `no agent of a CNI was recognised on ${node}, so that none can be restarted`,
    'Leave --disturb out',
  );
}

/** Deletes them: their DaemonSets make new ones. */
export async function restart(kubectl: Kubectl, pods: readonly AgentPod[]): Promise<void> {
  for (const { name, namespace } of pods)
    await kubectl.run(['delete', 'pod', name, '--namespace', namespace, '--wait=false']);
}

/** In peace and disturbed. What did not come back has no end that was seen. */
export function silenceEvents(subject: string, calm: SilenceSeen, disturbed: SilenceSeen): Events[] {
  const event = (kind: Events['kind'], ms: number | undefined): Events => ({
    ...{ subject, kind, ms: ms === undefined ? [] : [ms] },
    ...{ unseen: ms === undefined ? 1 : 0, resolutionMs: paces.silence },
  });
  return [
    event('steady-gap', calm.exchangeMs),
    event('steady-gap-new', calm.connectMs),
    event('agent-gap', disturbed.exchangeMs),
    event('agent-gap-new', disturbed.connectMs),
  ];
}
