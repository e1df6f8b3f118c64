/** What a measured cluster's control plane and agents do, asked while nothing is measured. */
import type { AgentCost, NodePair } from '../../measure';
import type { ClusterUse } from '../runner/on-cluster';
import type { Waiting } from '../runner/wait';
import { agentCosts, agentPods } from './agents';
import { type IsolationSeen, isolationsOf } from './isolations';
import { agentsJob, agentsTimeoutS } from './manifests/agents';
import type { MeasureManifest } from './manifests/options';
import { type StartKind, startJob, startsTimeoutS } from './manifests/starts';
import type { Places } from './places';
import { agentsOn, isAsking, restart, type SilenceSeen, silenceOf } from './silences';
import { type Start, startsOf } from './starts';

/** A cluster whose servers run. */
export interface RunningCluster {
  readonly use: ClusterUse;
  readonly manifest: MeasureManifest;
  readonly pairs: readonly NodePair[];
  readonly places: Places;
  waiting(timeoutS: number): Waiting;
  apply(objects: readonly object[]): Promise<void>;
}

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

  /** What the CNI's agents take on the nodes. @param known of the cluster, for the file */
  async agentCosts(known: Pick<AgentCost, 'subject' | 'when'>): Promise<AgentCost[]> {
    const { use, manifest, waiting } = this.cluster;
    const pods = await agentPods(use.kubectl, use.found.daemonSets);
    const jobs = manifest.nodes.flatMap((node, i) => {
      const uids = pods.filter((pod) => pod.node === node).map(({ uid }) => uid);
      return uids.length > 0 ? [agentsJob(manifest, node, i, uids)] : [];
    });
    if (jobs.length === 0) return [];
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
      await isAsking(waiting(startsTimeoutS(1)), name);
      return name;
    };
    const calm = await silenceOf(waiting(startsTimeoutS(1)), await ask(0));
    const disturbed = await ask(1);
    await restart(use.kubectl, agents);
    return [calm, await silenceOf(waiting(startsTimeoutS(1)), disturbed)];
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
