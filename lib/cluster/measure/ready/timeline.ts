/** When a CNI was installed, and what was ready after that: moments that lie between two looks at the cluster. */
import type { DaemonSet } from 'kubernetes-types/apps/v1';
import type { Node } from 'kubernetes-types/core/v1';
import { clusterNode } from '../../cluster-node';
import { type FoundCni, foundCnis } from '../../detect-cni';

/** A look. Times are milliseconds since 1970, by this program's clock. */
export interface Look {
  readonly beganMs: number;
  readonly endedMs: number;
  readonly nodes: readonly Node[];
  readonly daemonSets: readonly DaemonSet[];
}

/** A moment, and by how much it may be off. */
export interface Moment {
  readonly ms: number;
  readonly exactToMs: number;
}

/** What looks have shown so far. */
export class Timeline {
  /** When the DaemonSet of the CNI's agents came. */
  installed: Moment | undefined;
  cni: FoundCni | undefined;
  /** Agents that are wanted; 0 where that is not known yet. */
  wanted = 0;
  /** When each agent was Ready, in order. */
  readonly agents: Moment[] = [];
  /** When each node was, by name. */
  readonly nodes = new Map<string, Moment>();
  private beforeMs = Number.NaN;

  /** @param names of the nodes that are waited for */
  constructor(private readonly names: readonly string[]) {}

  see(look: Look): void {
    const moment = this.since(look);
    this.seeAgents(look, moment);
    for (const node of look.nodes.map(clusterNode))
      if (node.ready && this.names.includes(node.name) && !this.nodes.has(node.name))
        this.nodes.set(node.name, moment);
    this.beforeMs = look.beganMs;
  }

  /** Nodes that are not Ready yet. */
  get waiting(): string[] {
    return this.names.filter((name) => !this.nodes.has(name));
  }

  /** Whether all agents and all nodes are Ready. */
  get complete(): boolean {
    return this.wanted > 0 && this.agents.length >= this.wanted && this.waiting.length === 0;
  }

  private seeAgents({ daemonSets }: Look, moment: Moment): void {
    [this.cni] = foundCnis(daemonSets);
    const agent = daemonSets.find(({ metadata }) => metadata?.name === this.cni?.agent);
    if (!agent) return;
    this.installed ??= moment;
    const { desiredNumberScheduled = 0, numberReady = 0 } = agent.status ?? {};
    this.wanted = desiredNumberScheduled;
    while (this.agents.length < numberReady) this.agents.push(moment);
  }

  /** What a look shows first came after the one before it had begun, and before it ended itself. */
  private since({ beganMs, endedMs }: Look): Moment {
    const after = Number.isNaN(this.beforeMs) ? beganMs : this.beforeMs;
    return { ms: (after + endedMs) / 2, exactToMs: (endedMs - after) / 2 };
  }
}
