/** What the CNI's agents take, while nothing is measured. */
import { failureText } from '../../check';
import type { AgentCost, Wanted } from '../../measure';
import type { Watcher } from '../watcher';
import type { AskedCluster } from './new-pods';
import { namingIt } from './on-clusters';

/** What they take, and what could not be read, in sentences. */
export interface AgentsCost {
  readonly agents: readonly AgentCost[];
  readonly notes: readonly string[];
}

/** Reads it at rest, with policies where there are some, and during a bulk stream, where bulk is measured. */
export async function agentsCostOf(
  clusters: readonly AskedCluster[],
  wanted: Pick<Wanted, 'policy' | 'works'>,
  watcher: Watcher,
): Promise<AgentsCost> {
  const moments = momentsOf(wanted);
  watcher.stage('watching the CNI’s agents', moments.length * clusters.length);
  const found: AgentsCost[] = [];
  for (const when of moments)
    for (const cluster of clusters) {
      found.push(await read(cluster, when));
      watcher.done(found.length);
    }
  return {
    agents: found.flatMap(({ agents }) => agents),
    notes: [...new Set(found.flatMap(({ notes }) => notes))],
  };
}

function momentsOf({ policy, works }: Pick<Wanted, 'policy' | 'works'>): AgentCost['when'][] {
  return [policy ? 'policies' : 'idle', ...(works.includes('bulk') ? (['bulk'] as const) : [])];
}

async function read({ id, name, cluster }: AskedCluster, when: AgentCost['when']): Promise<AgentsCost> {
  const { costs, unfilled } = await namingIt(name, () =>
    cluster.controlPlane.agentCosts({ subject: id, when }),
  );
  const silent = unfilled.map(
    ({ node, failure }) =>
      `${id}: what agents on ${node} take during bulk is not known, as no stream came: ${failureText(failure)}`,
  );
  const unread =
    costs.length + silent.length === 0
      ? [`${id}: no agent was recognised whose control group (version 2) could be read`]
      : [];
  return { agents: costs, notes: [...silent, ...unread] };
}
