/** What the CNI's agents take on the nodes of a measured cluster. */
import type { DaemonSet } from 'kubernetes-types/apps/v1';
import type { Pod } from 'kubernetes-types/core/v1';
import type { AgentCost } from '../../measure';
import type { ProbeFailure } from '../../prober';
import { foundCnis } from '../detect-cni';
import type { Kubectl } from '../runner/kubectl';
import { listOf } from '../runner/snapshot';
import type { Waiting } from '../runner/wait';
import { agentsLine } from '../untrusted/measure-report-lines';
import { onlyLine } from '../untrusted/whole-report';
import { saidByPods } from './said-by-pods';

/** An agent's pod: on which node, and what it is called. */
export interface AgentPod {
  readonly uid: string;
  readonly name: string;
  readonly namespace: string;
  readonly node: string;
  /** Name of its DaemonSet. */
  readonly agent: string;
}

/** The pods of the CNI's agents. @throws TargetError where they may not be listed */
export async function agentPods(kubectl: Kubectl, daemonSets: readonly DaemonSet[]): Promise<AgentPod[]> {
  const agents = foundCnis(daemonSets).flatMap(({ agent }) => daemonSets.filter(isCalled(agent)));
  const found = await Promise.all(
    agents.map(async ({ metadata, spec }) => {
      const selector = Object.entries(spec?.selector.matchLabels ?? {}).map(
        ([key, value]) => `${key}=${value}`,
      );
      if (selector.length === 0) return [];
      const where = ['--namespace', metadata!.namespace!, '--selector', selector.join()];
      return (await listOf(kubectl, 'pods', where)).flatMap((pod) => agentPod(pod, metadata!));
    }),
  );
  return found.flat();
}

const isCalled =
  (name: string) =>
  ({ metadata }: DaemonSet) =>
    metadata?.name === name;

function agentPod({ metadata, spec }: Pod, owner: NonNullable<DaemonSet['metadata']>): AgentPod[] {
  const [uid, name, node] = [metadata?.uid, metadata?.name, spec?.nodeName];
  if (uid === undefined || name === undefined || node === undefined) return [];
  return [{ uid, name, namespace: owner.namespace!, node, agent: owner.name! }];
}

/** What Jobs have read of agents. */
export interface AgentsSeen {
  readonly costs: readonly AgentCost[];
  /** Nodes on which no stream ran that was to run meanwhile, so that nothing was read. */
  readonly unfilled: readonly Unfilled[];
}

/** A node without the stream, and why. */
export interface Unfilled {
  readonly node: string;
  readonly failure: ProbeFailure;
}

/** Waits until those Jobs have read, and gives what they read its names. */
export async function agentCosts(
  waiting: Waiting,
  jobs: readonly string[],
  pods: readonly AgentPod[],
  known: Pick<AgentCost, 'subject' | 'when'>,
): Promise<AgentsSeen> {
  const said = await saidByPods(waiting, jobs);
  const lines = said.map(([{ metadata }, log]) => onlyLine(metadata!.name!, log, agentsLine));
  const unfilled = lines.flatMap(({ node, failure }) => (failure ? [{ node, failure }] : []));
  const costs = lines.flatMap(({ node, windowMs, pods: read }) =>
    read.flatMap(({ uid, cpuMs, memoryBytes }): AgentCost[] => {
      const pod = pods.find((one) => one.uid === uid && one.node === node);
      return pod && windowMs > 0
        ? [{ ...known, node, agent: pod.agent, cores: Number((cpuMs / windowMs).toFixed(5)), memoryBytes }]
        : [];
    }),
  );
  return { costs, unfilled };
}
