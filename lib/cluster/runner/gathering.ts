/** What a run does between look and removal: make, wait, ask, gather. */

import type { Job } from 'kubernetes-types/batch/v1';
import type { Pod } from 'kubernetes-types/core/v1';
import { extentFor } from '../../prober/questions/extent';
import { addressesOf } from '../addresses';
import { controlPorts } from '../control/ports';
import { controlObjects } from '../control/read-objects';
import { addressesMap, manifestFiles, namespace, settingsText } from '../manifests';
import { defaultJobTimeoutS, type ManifestOptions, withDefaults } from '../manifests/options';
import { type ClusterObservations, observationsSchema } from '../observations';
import { configMaps, ownerSelector, serverNames, serviceCidrResource } from '../words';
import { apply } from './apply';
import type { Claim } from './claim';
import type { Cleanup } from './cleanup';
import { madeClusterPolicies } from './cluster-policies';
import type { Kubectl } from './kubectl';
import { defaults, type RunOptions, type RunWatcher } from './options';
import type { Preflight } from './preflight';
import { readyServers } from './ready-servers';
import { type CapturedNodes, type Captures, runCaptures } from './run-captures';
import { type JobRun, runJobs } from './run-jobs';
import { listBlocks, listIfAny, listOf } from './snapshot';
import { refuseVanished } from './vanished';
import { type Waiting, waitFor } from './wait';

/** What a run gathered, and what it took. */
export interface ClusterRun {
  readonly observations: ClusterObservations;
  readonly timings: Readonly<Record<string, number>>;
  readonly notes: readonly string[];
}

/** One run, once the cluster has been looked at. */
export class Gathering {
  private manifest: ManifestOptions;
  private readonly timings: Record<string, number> = {};

  constructor(
    private readonly kubectl: Kubectl,
    private readonly namespace: string,
    private readonly found: Preflight,
    private readonly options: RunOptions,
    private readonly watcher: RunWatcher,
    private readonly cleanup: Cleanup,
    private readonly claim: Claim,
  ) {
    const nodes = found.nodes.map(({ name }) => name);
    const { sample, egress } = options;
    const extent = extentFor(nodes.length, sample);
    const metadata = found.nodes.some(({ onEc2 }) => onEc2) || undefined;
    const settings = { nodes, extent, egress, metadata, nodePeers: true, jitterMs: defaults.jitterMs };
    this.manifest = { settings, ...pick(options), namespace };
  }

  async all(): Promise<ClusterRun> {
    this.watcher.stage('starting servers', this.nodes.length * Object.keys(serverNames).length);
    const { jobs, captures } = await this.timed('serversMs', async () => {
      await this.claim.make(namespace(withDefaults(this.manifest)));
      // Before the servers, so that there is time until they are asked.
      const { kubectl, cleanup, found } = this;
      const place = { kubectl, namespace: this.namespace, cleanup };
      const clusterPolicies = await madeClusterPolicies(place, found.daemonSets);
      this.manifest = { ...this.manifest, settings: { ...this.manifest.settings, clusterPolicies } };
      const {
        '10-namespace.yaml': _made,
        '60-jobs.yaml': jobs,
        '70-captures.yaml': captures = [],
        ...rest
      } = manifestFiles(this.manifest);
      await this.apply(Object.values(rest).flat());
      await this.serversReady();
      return { jobs, captures };
    });
    const services = await listOf(this.kubectl, 'services', this.own);
    const control = await controlObjects(this.kubectl);
    const ports = controlPorts(this.found.nodes, control);
    await this.apply([addressesMap(this.manifest, addressesOf(await this.pods(), services, ports))]);
    this.watcher.stage('probing', jobs!.length);
    const logs = await this.timed('jobsMs', () => runJobs(this.running(jobs as readonly Job[])));
    const ranges = await listIfAny(this.kubectl, 'serviceCidrs', serviceCidrResource);
    const blocks = await listBlocks(this.kubectl, this.found.daemonSets);
    const captured = captures.length > 0 ? await this.capture(captures as readonly Job[]) : undefined;
    return {
      observations: {
        schema: observationsSchema,
        collectedAt: new Date().toISOString(),
        serverVersion: this.found.serverVersion,
        nodes: await listOf(this.kubectl, 'nodes'),
        pods: await this.pods(),
        services,
        control,
        ...(ranges.objects && { serviceCidrs: ranges.objects }),
        ...(blocks.objects && { addressBlocks: blocks.objects }),
        daemonSets: this.found.daemonSets,
        settings: settingsText(this.manifest),
        logs,
        ...(captured && { captures: captured.logs }),
      },
      timings: this.timings,
      notes: [...this.found.notes, ...ranges.notes, ...blocks.notes, ...(captured?.notes ?? [])],
    };
  }

  /** Makes nothing but what captures the nodes' state. */
  async captureAlone(): Promise<CapturedNodes> {
    const {
      '10-namespace.yaml': namespace,
      '20-program.yaml': program = [],
      '70-captures.yaml': jobs = [],
    } = manifestFiles(this.manifest);
    await this.claim.make(namespace![0]!);
    await this.apply(program.filter(({ metadata }) => metadata?.name === configMaps.capture));
    const { logs, notes } = await this.capture(jobs as readonly Job[]);
    const everywhere = ['--all-namespaces'];
    return {
      nodes: await listOf(this.kubectl, 'nodes'),
      pods: await listOf(this.kubectl, 'pods', everywhere),
      services: await listOf(this.kubectl, 'services', everywhere),
      daemonSets: this.found.daemonSets,
      captured: this.nodes,
      captures: logs,
      notes: [...this.found.notes, ...notes],
    };
  }

  /** Last, and while the Jobs on the pod network keep their pods. */
  private capture(jobs: readonly Job[]): Promise<Captures> {
    this.watcher.stage('capturing the nodes’ state', jobs.length);
    return this.timed('capturesMs', () => runCaptures(this.running(jobs)));
  }

  private get nodes(): readonly string[] {
    return this.manifest.settings.nodes;
  }

  /** Where what is made lies, for a list of it. */
  private get own(): readonly string[] {
    return ['--namespace', this.namespace, '--selector', ownerSelector];
  }

  private get waiting(): Waiting {
    return {
      kubectl: this.kubectl,
      namespace: this.namespace,
      nodes: this.nodes,
      pollMs: this.options.pollMs ?? defaults.pollMs,
      timeoutS: this.options.startTimeoutS ?? defaults.startTimeoutS,
      ended: () => this.cleanup.begun,
      alive: () => this.claim.renew(),
    };
  }

  private async serversReady(): Promise<void> {
    const wanted = this.nodes.flatMap((node) => Object.keys(serverNames).map((role) => `${role} ${node}`));
    await waitFor(this.waiting, 'a server of each kind runs on every node', (now) => {
      refuseVanished('DaemonSet', Object.values(serverNames), now.daemonSets);
      const ready = readyServers(now);
      this.watcher.done(ready.size);
      return wanted.every((server) => ready.has(server)) ? true : undefined;
    });
  }

  private running(jobs: readonly Job[]): JobRun {
    return {
      ...this.waiting,
      jobs,
      held: this.manifest.capture !== undefined,
      parallel: this.options.parallel ?? defaults.parallel,
      jobTimeoutS: this.options.jobTimeoutS ?? defaultJobTimeoutS,
      apply: (objects) => this.apply(objects),
      done: (count) => this.watcher.done(count),
    };
  }

  private apply(items: readonly object[]): Promise<void> {
    return apply(this.kubectl, this.cleanup, items);
  }

  private pods(): Promise<readonly Pod[]> {
    return listOf(this.kubectl, 'pods', this.own);
  }

  private async timed<T>(name: string, act: () => Promise<T>): Promise<T> {
    const started = performance.now();
    try {
      return await act();
    } finally {
      this.timings[name] = Math.round(performance.now() - started);
    }
  }
}

function pick({ image, jobTimeoutS, capture, files, captureImage }: RunOptions): Partial<ManifestOptions> {
  return { image, jobTimeoutS, capture, files, captureImage };
}
