/** What a cluster's objects say that no check shows: the probes' pods run where others may not, and stay where agents do not. */
import { groupBy, named } from '../../base/lists';
import { type AgentEvidence, lacksAgents } from '../../diagnosis';
import type { ClusterNode } from '../cluster-node';

/** Half a sentence each, without a full stop. @param agents how many of the CNI's agents are ready, where that is known */
export function objectNotes(nodes: readonly ClusterNode[], agents: AgentEvidence | undefined): string[] {
  return [...markedNotes(nodes), ...agentNotes(agents)];
}

/**
 * Calico marks its nodes so when it stops, and leaves that behind when it is removed: the next CNI's own pods may wait for it.
 * The taint follows from the condition (kube-controller-manager, node lifecycle controller).
 */
function markedNotes(nodes: readonly ClusterNode[]): string[] {
  const marked = nodes.filter(({ withoutNetwork }) => withoutNetwork !== undefined);
  return [...groupBy(marked, ({ withoutNetwork }) => withoutNetwork)].map(
    ([why, group]) =>
      `Marked as without a network, so that only pods that tolerate it are scheduled there, as the probes are: ${named(group.map(({ name }) => name))} (NetworkUnavailable: ${why}). A CNI that was removed may have left it; then: kubectl patch node NODE --subresource=status --patch '{"status":{"conditions":[{"type":"NetworkUnavailable","status":"False"}]}}'`,
  );
}

/** One that is not ready programs nothing new: pods that are there may go on, and new ones find no network. */
function agentNotes(agents: AgentEvidence | undefined): string[] {
  if (!lacksAgents(agents)) return [];
  const { daemonSet, ready, wanted } = agents;
  return [
    `Of the CNI's agents (DaemonSet ${daemonSet}) ${ready} of ${wanted} are ready: where one is not, nothing new may be programmed`,
  ];
}
