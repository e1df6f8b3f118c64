/** What a CNI's agents take on a node. */
import { groupBy } from '../../base/lists';
import { median } from '../../base/statistics';
import type { AgentCost, Measurements } from '../file/schema';

/** One agent while the cluster did one thing: medians of its nodes. */
export interface AgentFigure extends Pick<AgentCost, 'subject' | 'agent' | 'when'> {
  readonly nodes: number;
  readonly cores: number;
  readonly memoryBytes: number;
}

/** All agents, in the order of the file. */
export function agentFigures({ agents }: Measurements): AgentFigure[] {
  const groups = groupBy(agents, ({ subject, agent, when }) => [subject, agent, when].join(' '));
  return [...groups.values()].map((group) => {
    const [{ subject, agent, when }] = group as [AgentCost];
    return {
      ...{ subject, agent, when, nodes: group.length },
      cores: median(group.map(({ cores }) => cores))!,
      memoryBytes: median(group.map(({ memoryBytes }) => memoryBytes))!,
    };
  });
}
