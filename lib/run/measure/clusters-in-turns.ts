/** What a run over clusters does once all of them can be used: guard, start, measure in turns, ask new pods, write down. */
import { append } from '../../base/lists';
import { MeasuredCluster } from '../../cluster/measure/measured-cluster';
import { measuredPairs } from '../../cluster/measure/pairs';
import type { ClusterUse } from '../../cluster/runner/on-cluster';
import { defaultNamespace } from '../../cluster/words';
import {
  type AgentCost,
  blockTries,
  defaultBlocks,
  inRepeatedTurns,
  type Measurements,
  type RepeatedTurns,
} from '../../measure';
import { defaultPairs } from './cluster-options';
import { clusterSubject, policyNotes, subjectCni, subjectIds } from './cluster-subject';
import type { ClustersRun } from './clusters-run';
import { Guarding, measurableBefore } from './guarding';
import { headOf } from './measure-labs';
import { type AskedCluster, eventsOfNewPods } from './new-pods';
import { namingIt, refuseSame } from './on-clusters';

/** Clusters that are measured in turns. */
export class ClustersInTurns {
  private readonly clusters: readonly AskedCluster[];
  private readonly cnis;
  private readonly guarding: Guarding;

  constructor(
    private readonly run: ClustersRun,
    private readonly uses: readonly ClusterUse[],
  ) {
    const { given, runs, options } = run;
    const { pairs = defaultPairs, anyway = false } = options;
    this.guarding = new Guarding(anyway);
    this.cnis = uses.map(({ found }, i) => subjectCni(given[i]!, found.daemonSets));
    const ids = subjectIds(this.cnis);
    this.clusters = uses.map((use, i) => ({
      id: ids[i]!,
      name: uses.length > 1 ? given[i]!.name : undefined,
      cluster: new MeasuredCluster(use, measuredPairs(use.found.nodes, pairs), runs[i]!, () => this.alive()),
    }));
  }

  /** The whole run. @throws TargetError where a cluster cannot be measured */
  async all(startedAt: Date): Promise<Measurements> {
    const { run, guarding } = this;
    this.guardBefore();
    await this.start();
    const seen = this.clusters.map(({ cluster }) => cluster.conditions());
    guarding.beforeMeasuring(seen.map((one, i) => ({ id: this.idOf(i), workers: 0, nodes: one.seen })));
    const agents = await this.agents();
    const { order, blocks, guards } = await this.turns();
    const events = await eventsOfNewPods(
      this.clusters,
      { ...run.wanted, disturb: run.options.disturb },
      run.watcher,
    );
    const subjects = seen.map(({ conditions }, i) =>
      clusterSubject(this.idOf(i), this.cnis[i]!, run.given[i]!, conditions),
    );
    return {
      ...headOf(startedAt, subjects),
      ...{ order, blocks, events, agents, absent: [] },
      guards: [...guarding.found, ...guards],
      notes: this.notes(agents),
    };
  }

  /** Before anything is made. */
  private guardBefore(): void {
    refuseSame(
      this.run.given.map(({ name }) => name),
      this.uses,
    );
    this.guarding.beforeAnything(
      this.clusters.map(({ id, cluster }, i) => measurableBefore(id, this.uses[i]!, cluster)),
    );
  }

  private async start(): Promise<void> {
    const { watcher } = this.run;
    for (const { cluster } of this.clusters) await cluster.claim();
    for (const { name, cluster } of this.clusters) {
      watcher.stage('starting servers', cluster.servers);
      await namingIt(name, () => cluster.start((count) => watcher.done(count)));
    }
  }

  /** While nothing is measured. */
  private async agents(): Promise<AgentCost[]> {
    const { options, wanted, watcher } = this.run;
    if (!options.agentCost) return [];
    watcher.stage('watching the CNI’s agents', this.clusters.length);
    const when = wanted.policy ? 'policies' : 'idle';
    const costs: AgentCost[] = [];
    for (const [i, { id, name, cluster }] of this.clusters.entries()) {
      append(costs, await namingIt(name, () => cluster.controlPlane.agentCosts({ subject: id, when })));
      watcher.done(i + 1);
    }
    return costs;
  }

  private turns(): Promise<RepeatedTurns> {
    const { wanted, options, watcher } = this.run;
    const rounds = wanted.works.length > 0 ? (options.blocks ?? defaultBlocks) : 0;
    watcher.stage('measuring', rounds * this.clusters.length);
    let done = 0;
    return inRepeatedTurns(
      this.clusters.map(({ id, name, cluster }) => ({
        ...{ id, pairs: cluster.pairs },
        block: (pair) => namingIt(name, () => cluster.block(pair)),
      })),
      rounds,
      options.anyway ? 1 : blockTries,
      () => watcher.done(++done),
    );
  }

  /** Whichever is looked at, all say that they are in use: the others wait for their turn. */
  private async alive(): Promise<void> {
    await Promise.all(this.uses.filter(({ claim }) => claim.held).map(({ claim }) => claim.renew()));
  }

  private idOf(i: number): string {
    return this.clusters[i]!.id;
  }

  private notes(agents: readonly AgentCost[]): string[] {
    const { keep, namespace = defaultNamespace } = this.run.options;
    const { policy, isolation } = this.run.wanted;
    const found = this.uses.flatMap((use, i) => [
      ...use.found.notes,
      ...(policy || isolation ? policyNotes(this.idOf(i), use.found.daemonSets) : []),
    ]);
    const kept = `Everything was left in the cluster, as asked; remove it with: kubectl delete namespace ${namespace}`;
    const unread = this.clusters
      .filter(({ id }) => this.run.options.agentCost && !agents.some(({ subject }) => subject === id))
      .map(({ id }) => `${id}: no agent was recognised whose control group (version 2) could be read`);
    return [...new Set([...found, ...unread, ...(keep ? [kept] : [])])];
  }
}
