/** What a run does between look and removal: make, wait, ask, gather. */
import type { Job } from 'kubernetes-types/batch/v1';
import type { Pod } from 'kubernetes-types/core/v1';
import { TargetError } from '../../base/target-error';
import { extentFor } from '../../prober/questions/extent';
import { addressesOf, isServer } from '../addresses';
import { addressesMap, manifestFiles, settingsText } from '../manifests';
import { defaultJobTimeoutS, type ManifestOptions } from '../manifests/options';
import { type ClusterObservations, observationsSchema } from '../observations';
import { ownerSelector, partLabel, serverNames } from '../words';
import type { Claim } from './claim';
import type { Cleanup } from './cleanup';
import type { Kubectl } from './kubectl';
import { defaults, type RunOptions, type RunWatcher } from './options';
import type { Preflight } from './preflight';
import { runJobs } from './run-jobs';
import { listOf, type Snapshot } from './snapshot';
import { refuseVanished } from './vanished';
import { isReady, type Waiting, waitFor } from './wait';

/** What a run gathered, and what it took. */
export interface ClusterRun {
  readonly observations: ClusterObservations;
  readonly timings: Readonly<Record<string, number>>;
  readonly notes: readonly string[];
}

/** One run, once the cluster has been looked at. */
export class Gathering {
  private readonly manifest: ManifestOptions;
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
    const settings = { nodes, extent, egress, metadata, jitterMs: defaults.jitterMs };
    this.manifest = { settings, ...pick(options), namespace };
  }

  async all(): Promise<ClusterRun> {
    const { '10-namespace.yaml': namespace, '60-jobs.yaml': jobs, ...rest } = manifestFiles(this.manifest);
    this.watcher.stage('starting servers', this.nodes.length * Object.keys(serverNames).length);
    await this.timed('serversMs', async () => {
      await this.claim.make(namespace![0]!);
      await this.apply(Object.values(rest).flat());
      await this.serversReady();
    });
    const services = await listOf(this.kubectl, 'services', this.own);
    await this.apply([addressesMap(this.manifest, addressesOf(await this.pods(), services))]);
    this.watcher.stage('probing', jobs!.length);
    const logs = await this.timed('jobsMs', () => this.runJobs(jobs as readonly Job[]));
    return {
      observations: {
        schema: observationsSchema,
        collectedAt: new Date().toISOString(),
        serverVersion: this.found.serverVersion,
        nodes: await listOf(this.kubectl, 'nodes'),
        pods: await this.pods(),
        services,
        daemonSets: this.found.daemonSets,
        settings: settingsText(this.manifest),
        logs,
      },
      timings: this.timings,
      notes: this.found.notes,
    };
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

  private runJobs(jobs: readonly Job[]): Promise<Record<string, string>> {
    return runJobs({
      ...this.waiting,
      jobs,
      parallel: this.options.parallel ?? defaults.parallel,
      jobTimeoutS: this.options.jobTimeoutS ?? defaultJobTimeoutS,
      apply: (objects) => this.apply(objects),
      done: (count) => this.watcher.done(count),
    });
  }

  private async apply(items: readonly object[]): Promise<void> {
    if (this.cleanup.begun) throw new TargetError('interrupted', 'Run again');
    const list = { apiVersion: 'v1', kind: 'List', items };
    await this.kubectl.run(
      ['apply', '--server-side', '--force-conflicts', '--field-manager=cni-testbed', '--filename', '-'],
      { input: JSON.stringify(list), timeoutMs: 120_000 },
    );
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

function pick({ image, jobTimeoutS }: RunOptions): Pick<ManifestOptions, 'image' | 'jobTimeoutS'> {
  return { image, jobTimeoutS };
}

/** `pod worker-1`: role and node of each server that is ready. */
function readyServers({ pods }: Snapshot): Set<string> {
  return new Set(
    pods
      .filter(({ metadata, status }) => isServer(metadata?.labels) && isReady(status))
      .map(({ metadata, spec }) => `${metadata!.labels![partLabel]} ${spec?.nodeName}`),
  );
}
