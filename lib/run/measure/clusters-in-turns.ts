/** What a run over clusters does once all of them can be used: guard, start, measure in turns, ask new pods, write down. */
import { append } from '../../base/lists';
import { MeasuredCluster } from '../../cluster/measure/measured-cluster';
import { measuredPairs } from '../../cluster/measure/pairs';
import type { DelaysAsked } from '../../cluster/measure/policy/delays';
import type { ClusterUse } from '../../cluster/runner/on-cluster';
import { defaultNamespace } from '../../cluster/words';
import {
  type Block,
  blockTries,
  defaultBlocks,
  type Events,
  idleCounts,
  inRepeatedTurns,
  type Measurements,
  ownEngine,
  policyCounts,
  type RepeatedTurns,
  worksBy,
} from '../../measure';
import { type AgentsCost, agentsCostOf } from './agents-cost';
import { defaultPairs, policyChanges } from './cluster-options';
import { clusterSubject, policyNotes, subjectCni, subjectIds } from './cluster-subject';
import type { ClustersRun } from './clusters-run';
import { Guarding, measurableBefore } from './guarding';
import { headOf } from './measure-labs';
import { type AskedCluster, eventsOfNewPods } from './new-pods';
import { namingIt, refuseSame } from './on-clusters';

/** What is said where everything stays. */
export const keptNote = (namespace: string): string =>
  `Everything was left in the cluster, as asked; remove it with: kubectl delete namespace ${namespace}`;

/** Clusters that are measured in turns. */
export class ClustersInTurns {
  private readonly clusters: readonly AskedCluster[];
  private readonly cnis;
  private readonly guarding: Guarding;

  constructor(
    private readonly run: ClustersRun,
    private readonly uses: readonly ClusterUse[],
  ) {
    const { given, runs, options, visit } = run;
    const { pairs = defaultPairs, anyway = false } = options;
    this.guarding = visit?.guarding ?? new Guarding(anyway);
    this.cnis = uses.map(({ found }, i) => subjectCni(given[i]!, found.daemonSets));
    const ids = visit ? [visit.id] : subjectIds(this.cnis);
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
    const cost = await this.agents();
    const subjects = () =>
      seen.map(({ conditions }, i) =>
        clusterSubject({ id: this.idOf(i), target: run.targets[i]!, cni: this.cnis[i]! }, run.given[i]!, {
          ...conditions,
          ...this.engineOf(i),
        }),
      );
    const made = (
      { order, blocks, guards }: RepeatedTurns,
      events: readonly Events[] = [],
    ): Measurements => ({
      ...headOf(startedAt, this.engine, subjects()),
      ...{ order, blocks, events, agents: cost.agents, absent: [] },
      guards: [...guarding.found, ...guards],
      notes: this.notes(cost.notes),
    });
    const turns = await this.turns((blocks) => run.visit?.onRound(made({ order: [], blocks, guards: [] })));
    const events = await eventsOfNewPods(
      this.clusters,
      { ...run.wanted, disturb: run.options.disturb, delays: this.delays },
      run.watcher,
    );
    return made(turns, events);
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

  private async agents(): Promise<AgentsCost> {
    const { options, wanted, watcher } = this.run;
    return options.agentCost ? agentsCostOf(this.clusters, wanted, watcher) : { agents: [], notes: [] };
  }

  private get delays(): DelaysAsked | undefined {
    const { policies = policyCounts, changes = policyChanges } = this.run.options;
    return this.run.wanted.policyDelay ? { idle: idleCounts(policies), changes } : undefined;
  }

  /** @param onRound called with all blocks so far */
  private turns(onRound: (blocks: readonly Block[]) => void): Promise<RepeatedTurns> {
    const { wanted, options, watcher, visit } = this.run;
    const rounds = wanted.works.length > 0 ? (options.blocks ?? defaultBlocks) : 0;
    watcher.stage('measuring', rounds * this.clusters.length);
    let done = 0;
    const all: Block[] = [];
    return inRepeatedTurns(
      this.clusters.map(({ id, name, cluster }) => ({
        ...{ id, pairs: cluster.pairs },
        block: (pair) => namingIt(name, () => cluster.block(pair)),
      })),
      rounds,
      options.anyway ? 1 : blockTries,
      (blocks) => {
        append(all, blocks);
        watcher.done(++done);
        onRound(all);
      },
      visit?.first,
    );
  }

  /** Whichever is looked at, all say that they are in use: the others wait for their turn. */
  private async alive(): Promise<void> {
    await Promise.all(this.uses.filter(({ claim }) => claim.held).map(({ claim }) => claim.renew()));
  }

  /** What made the bulk measurements, with its version, or its versions where clusters have several. */
  private get engine(): string {
    const { engine = ownEngine } = this.run.options;
    const versions = new Set(this.clusters.flatMap(({ cluster }) => [...cluster.engineVersions]));
    return [engine, [...versions].sort().join(', ')].filter(Boolean).join(' ');
  }

  /** Its version is a condition: clusters may pull other images under one name. */
  private engineOf(i: number): Record<string, string> {
    const versions = [...this.clusters[i]!.cluster.engineVersions].sort();
    return versions.length > 0 ? { [this.run.options.engine ?? ownEngine]: versions.join(', ') } : {};
  }

  private idOf(i: number): string {
    return this.clusters[i]!.id;
  }

  private notes(more: readonly string[]): string[] {
    const { keep, namespace = defaultNamespace } = this.run.options;
    const { policy, isolation, policyDelay, works } = this.run.wanted;
    const { families, engine = ownEngine } = this.run.options;
    const bulk = worksBy(engine, works);
    const found = this.uses.flatMap((use, i) => [
      ...use.found.notes,
      ...(policy || isolation || policyDelay ? policyNotes(this.idOf(i), use.found.daemonSets) : []),
    ]);
    const one =
      families === 'all' && bulk.engine.length > 0
        ? [`${engine} measured bulk over the nodes’ first family alone`]
        : [];
    return [...new Set([...found, ...one, ...more, ...(keep ? [keptNote(namespace)] : [])])];
  }
}
