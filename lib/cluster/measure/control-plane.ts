/** What a measured cluster's control plane and agents do, asked while nothing is measured. */
import type { AgentCost } from '../../measure';
import { type AgentsSeen, agentCosts, agentPods } from './agents';
import { type IsolationSeen, isolationsOf } from './isolations';
import { agentsJob, agentsTimeoutS } from './manifests/agents';
import { type StartKind, startJob, startsTimeoutS } from './manifests/starts';
import { type DelaysAsked, type DelaysSeen, policyDelays } from './policy/delays';
import type { RunningCluster } from './running-cluster';
import { agentsOn, askingPod, restart, type SilenceSeen, silenceOf } from './silences';
import { type Start, startsOf } from './starts';

/** New pods of a cluster, and its CNI's agents. */
export class ControlPlane {
  constructor(private readonly cluster: RunningCluster) {}

  /** How soon new pods on each node of the clients are answered by a pod on another node. @param pods so many a node */
  async starts(pods: number): Promise<Start[]> {
    return startsOf(this.cluster.waiting(startsTimeoutS(pods)), await this.startPods('first', pods));
  }

  /** How soon a policy holds for new pods on each node of the clients. @param pods so many a node */
  async isolations(pods: number): Promise<IsolationSeen[]> {
    return isolationsOf(this.cluster.waiting(startsTimeoutS(pods)), await this.startPods('isolated', pods));
  }

  /** What the CNI's agents take on the nodes; of bulk, while a pod on another node sends to one there. @param known of the cluster, for the file */
  async agentCosts(known: Pick<AgentCost, 'subject' | 'when'>): Promise<AgentsSeen> {
    const { use, manifest, waiting } = this.cluster;
    const pods = await agentPods(use.kubectl, use.found.daemonSets);
    const jobs = manifest.nodes.flatMap((node, i) => {
      const uids = pods.filter((pod) => pod.node === node).map(({ uid }) => uid);
      const filledBy = known.when === 'bulk' ? this.facing(node) : undefined;
      return uids.length > 0 ? [agentsJob(manifest, { node, uids, filledBy }, i)] : [];
    });
    if (jobs.length === 0) return { costs: [], unfilled: [] };
    return agentCosts(waiting(agentsTimeoutS), await this.started(jobs), pods, known);
  }

  /**
   * The longest silences between a new pod and a server on another node: in peace, then while the agents of the pod's node
   * restart, which disturbs whatever else runs there.
   */
  async silences(): Promise<readonly [calm: SilenceSeen, disturbed: SilenceSeen]> {
    const { use, manifest, pairs, places, waiting } = this.cluster;
    const { from, to } = pairs[0]!;
    const agents = await agentsOn(use.kubectl, use.found.daemonSets, from);
    const address = Object.values(places.server('pod', to).address)[0]!;
    const ask = async (index: number) => {
      const job = startJob(manifest, { kind: 'silence', node: from, address, pods: 1 }, index);
      const [name] = (await this.started([job])) as [string];
      await askingPod(waiting(startsTimeoutS(1)), name);
      return name;
    };
    const calm = await silenceOf(waiting(startsTimeoutS(1)), await ask(0));
    const disturbed = await ask(1);
    await restart(use.kubectl, agents);
    return [calm, await silenceOf(waiting(startsTimeoutS(1)), disturbed)];
  }

  /** How soon changes of a policy hold, between the nodes of the first pair. */
  policyDelays(asked: DelaysAsked): Promise<DelaysSeen[]> {
    return policyDelays(this.cluster, asked);
  }

  /** Address of a server's pod on another node. */
  private facing(node: string): string | undefined {
    const pair = this.cluster.pairs.find(({ from }) => from === node);
    return pair && Object.values(this.cluster.places.server('pod', pair.to).address)[0];
  }

  private startPods(kind: StartKind, pods: number): Promise<string[]> {
    const { manifest, pairs, places } = this.cluster;
    const first = pairs.filter(({ from }, i) => pairs.findIndex((pair) => pair.from === from) === i);
    return this.started(
      first.map(({ from, to }, i) => {
        const address = Object.values(places.server('pod', to).address)[0]!;
        return startJob(manifest, { kind, node: from, address, pods }, i);
      }),
    );
  }

  /** Returns the Jobs' names. */
  private async started(
    jobs: readonly { readonly metadata?: { readonly name?: string } }[],
  ): Promise<string[]> {
    await this.cluster.apply(jobs);
    return jobs.map(({ metadata }) => metadata!.name!);
  }
}
