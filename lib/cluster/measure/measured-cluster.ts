/** A cluster that is measured: its servers, and the Jobs of one turn after the other. */
import { type MeasurableNode, type NodePair, ownEngine, type Sample, worksBy } from '../../measure';
import type { ClusterNode } from '../cluster-node';
import { configMap, namespace } from '../manifests';
import { bundledProgram, defaultEngineImage, defaultImage } from '../manifests/options';
import { apply } from '../runner/apply';
import type { ClusterUse } from '../runner/on-cluster';
import { defaults } from '../runner/options';
import { listOf } from '../runner/snapshot';
import type { Waiting } from '../runner/wait';
import { configMaps, ownerSelector } from '../words';
import { conditionsOf, seenNode } from './conditions';
import { ControlPlane } from './control-plane';
import { EngineBlocks } from './engine-blocks';
import { isolationPolicies } from './manifests/isolation';
import type { MeasureManifest } from './manifests/options';
import { policies } from './manifests/policies';
import { serverKinds, servers } from './manifests/servers';
import { services } from './manifests/services';
import type { MeasureRunOptions } from './options';
import { takingPart } from './pairs';
import { Places } from './places';
import { applyInParts } from './policy/apply-in-parts';
import { serverPlaces, serversReady } from './starting';
import { TurnBlocks } from './turn-blocks';

/** One cluster, from its claim on. */
export class MeasuredCluster {
  private readonly manifest: MeasureManifest;
  private readonly works;
  private blocks: { readonly own: TurnBlocks; readonly engine: EngineBlocks } | undefined;
  private places: Places | undefined;
  private turns = 0;

  /** @param alive is called at every look: shows others that all clusters of the run are in use */
  constructor(
    private readonly use: ClusterUse,
    readonly pairs: readonly NodePair[],
    private readonly options: MeasureRunOptions,
    private readonly alive: () => Promise<void>,
  ) {
    const { image = defaultImage, engineImage = defaultEngineImage, keep = false, wanted } = options;
    const counts = wanted.policy ? options.policies : [];
    this.works = worksBy(options.engine ?? ownEngine, wanted.works);
    this.manifest = {
      ...{ namespace: use.namespace, image, keep },
      ...(this.works.engine.length > 0 ? { engineImage } : {}),
      ...{ nodes: takingPart(pairs), policies: counts, isolation: wanted.isolation },
    };
  }

  /** Nodes that take part, with what their cloud says of them. */
  get nodes(): ClusterNode[] {
    const { machines } = this.options;
    return this.use.found.nodes
      .filter(({ name }) => this.manifest.nodes.includes(name))
      .map((node) => ({ ...node, ...machines?.[node.name] }));
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
    const { wanted, startTimeoutS = defaults.startTimeoutS } = this.options;
    const { service } = wanted;
    // Before there are pods for them: whatever a CNI does with policies, it has done when servers are ready.
    await applyInParts(policies(this.manifest), (some) => this.apply(some), this.alive);
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
    this.blocks = this.blocksOf(places);
    await this.apply(this.blocks.own.maps());
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
    const { own, engine } = this.blocks!;
    const turn = this.turns++;
    // How long they may take, those know who make the Jobs.
    const run = { ...this.waiting(0), apply: (objects: readonly object[]) => this.apply(objects) };
    return [...(await own.block(pair, turn, run)), ...(await engine.block(pair, turn, run))];
  }

  /** Versions of the program that made the bulk measurements; none of our own. */
  get engineVersions(): ReadonlySet<string> {
    return this.blocks?.engine.versions ?? new Set();
  }

  /** What is asked when nothing is measured. */
  get controlPlane(): ControlPlane {
    return new ControlPlane({
      ...{ use: this.use, manifest: this.manifest, pairs: this.pairs, places: this.places! },
      waiting: (timeoutS) => this.waiting(timeoutS),
      apply: (objects) => this.apply(objects),
    });
  }

  private blocksOf(places: Places) {
    const { manifest, pairs, works, options } = this;
    const { wanted, families, jobTimeoutS } = options;
    const contents = {
      ...{ works: works.own, service: wanted.service, sameNode: true },
      ...{ families: places.families(families), policies: manifest.policies },
    };
    const cluster = { manifest, pairs, places, jobTimeoutS };
    return {
      own: new TurnBlocks({ ...cluster, contents }),
      engine: new EngineBlocks({ ...cluster, works: works.engine }),
    };
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
