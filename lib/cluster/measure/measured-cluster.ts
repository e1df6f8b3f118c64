/** A cluster that is measured: its servers, and the Jobs of one turn after the other. */
import { inParts } from '../../base/lists';
import { type MeasurableNode, type NodePair, type Sample, type Step, stepsOf } from '../../measure';
import type { ClusterNode } from '../cluster-node';
import { configMap, namespace } from '../manifests';
import { bundledProgram, defaultImage } from '../manifests/options';
import { apply } from '../runner/apply';
import type { ClusterUse } from '../runner/on-cluster';
import { defaults } from '../runner/options';
import { runAtOnce } from '../runner/run-jobs';
import { listOf } from '../runner/snapshot';
import type { Waiting } from '../runner/wait';
import { configMaps, ownerSelector } from '../words';
import { conditionsOf, seenNode } from './conditions';
import { ControlPlane } from './control-plane';
import { jobSteps, networkOf, turnTimeoutS } from './job-steps';
import { isolationPolicies } from './manifests/isolation';
import { stepsMap, type Turn, turnJobName, turnJobs } from './manifests/jobs';
import type { MeasureManifest } from './manifests/options';
import { policies } from './manifests/policies';
import { serverKinds, servers } from './manifests/servers';
import { services } from './manifests/services';
import { clusterSample, parseMeasureReport } from './measure-report';
import type { MeasureRunOptions } from './options';
import { takingPart } from './pairs';
import { Places } from './places';
import { serverPlaces, serversReady } from './starting';

/** Policies that one call makes: each is a request, and an interrupt waits for the call. */
const policiesAtOnce = 200;

/** One cluster, from its claim on. */
export class MeasuredCluster {
  private readonly manifest: MeasureManifest;
  private places: Places | undefined;
  private steps: readonly (readonly Step[])[] = [];
  private turns = 0;

  /** @param alive is called at every look: shows others that all clusters of the run are in use */
  constructor(
    private readonly use: ClusterUse,
    readonly pairs: readonly NodePair[],
    private readonly options: MeasureRunOptions,
    private readonly alive: () => Promise<void>,
  ) {
    const { image = defaultImage, keep = false, wanted } = options;
    const counts = wanted.policy ? options.policies : [];
    this.manifest = {
      ...{ namespace: use.namespace, image, keep },
      ...{ nodes: takingPart(pairs), policies: counts, isolation: wanted.isolation },
    };
  }

  /** Nodes that take part. */
  get nodes(): ClusterNode[] {
    return this.use.found.nodes.filter(({ name }) => this.manifest.nodes.includes(name));
  }

  /** How many servers it has. */
  get servers(): number {
    return this.manifest.nodes.length * serverKinds(this.manifest).length;
  }

  /** Makes the namespace. @throws BusyError where another run has it */
  claim(): Promise<void> {
    return this.use.claim.make(namespace(this.manifest));
  }

  /** Starts the servers, and hears where they run. @param done how many are ready */
  async start(done: (count: number) => void): Promise<void> {
    const { kubectl } = this.use;
    const { wanted, families, startTimeoutS = defaults.startTimeoutS } = this.options;
    const { works, service } = wanted;
    // Before there are pods for them: whatever a CNI does with policies, it has done when servers are ready.
    for (const some of inParts(policies(this.manifest), policiesAtOnce)) {
      await this.apply(some);
      await this.alive();
    }
    await this.apply([
      configMap(this.manifest, configMaps.program, { 'job-prober.js': bundledProgram() }),
      ...isolationPolicies(this.manifest),
      ...servers(this.manifest),
      ...(service ? services(this.manifest) : []),
    ]);
    const waiting = this.waiting(startTimeoutS);
    await serversReady(waiting, this.manifest, done);
    const said = await serverPlaces(waiting, this.own);
    const found = service ? await listOf(kubectl, 'services', this.own) : [];
    const places = new Places(this.manifest.nodes, said, found);
    this.places = places;
    const contents = {
      ...{ works, service, sameNode: true },
      ...{ families: places.families(families), policies: this.manifest.policies },
    };
    this.steps = this.pairs.map((pair) => stepsOf(pair, contents));
    await this.apply(
      this.pairs.map((pair, i) =>
        stepsMap(this.manifest, i, jobSteps(pair, this.steps[i]!, places, this.timeoutS(i))),
      ),
    );
  }

  /** What numbers depend on, for those who read them and for guards. */
  conditions(): { readonly seen: readonly MeasurableNode[]; readonly conditions: Record<string, string> } {
    const places = this.places!;
    const { nodes } = this;
    const of = (network: 'node' | 'pod') => nodes.map(({ name }) => places.server(network, name));
    const [onNodes, onPods] = [of('node'), of('pod')];
    const seen = nodes.map((node, i) => seenNode(node, onNodes[i]!, onPods[i]!));
    const reports = [...onNodes, ...onPods].map(({ report }) => report);
    return { seen, conditions: conditionsOf(this.use.found, nodes, seen, reports) };
  }

  /** Measures everything once between the nodes of a pair. @param pair its place in the list */
  async block(pair: number): Promise<readonly Sample[]> {
    const timeoutS = this.timeoutS(pair);
    const turn: Turn = { node: this.pairs[pair]!.from, turn: this.turns++, pair, timeoutS };
    const logs = await runAtOnce({
      ...this.waiting(timeoutS),
      jobs: turnJobs(this.manifest, turn),
      ...{ parallel: 2, jobTimeoutS: timeoutS },
      apply: (objects) => this.apply(objects),
      done: () => {},
    });
    return this.samples(turn, logs);
  }

  /** What is asked when nothing is measured. */
  get controlPlane(): ControlPlane {
    return new ControlPlane({
      ...{ use: this.use, manifest: this.manifest, pairs: this.pairs, places: this.places! },
      waiting: (timeoutS) => this.waiting(timeoutS),
      apply: (objects) => this.apply(objects),
    });
  }

  private samples(turn: Turn, logs: Readonly<Record<string, string>>): Sample[] {
    const steps = this.steps[turn.pair]!;
    const lines = (['node', 'pod'] as const).flatMap((network) => {
      const job = turnJobName(network, turn);
      const own = steps.flatMap((step, i) => (networkOf(step) === network ? [i] : []));
      return parseMeasureReport(logs[job] ?? '', { job, network, node: turn.node, steps: own });
    });
    return lines
      .sort((a, b) => a.step - b.step)
      .map(({ step, ...measured }) => clusterSample(steps[step]!, this.pairs[turn.pair]!, measured));
  }

  private timeoutS(pair: number): number {
    return this.options.jobTimeoutS ?? turnTimeoutS(this.steps[pair]!);
  }

  /** Where what is made lies, for a list of it. */
  private get own(): string[] {
    return ['--namespace', this.use.namespace, '--selector', ownerSelector];
  }

  private waiting(timeoutS: number): Waiting {
    const { kubectl, namespace: place, cleanup } = this.use;
    return {
      ...{ kubectl, namespace: place, nodes: this.manifest.nodes, timeoutS },
      pollMs: this.options.pollMs ?? defaults.pollMs,
      ended: () => cleanup.begun,
      alive: this.alive,
    };
  }

  private apply(items: readonly object[]): Promise<void> {
    return apply(this.use.kubectl, this.use.cleanup, items);
  }
}
