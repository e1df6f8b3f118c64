/** Clusters with their CNIs, from the product's own files, for as long as something is done with them. */
import { join } from 'node:path';
import type { ExecResult } from '../../../lib/base/exec';
import type { Plan } from '../../../lib/plan';
import { clusterPoliciesFile, type Parts } from '../build';
import { type Cluster, startCluster } from '../cluster/cluster';
import { type Fabric, startFabric } from '../cluster/fabric';
import { tooFewWatches } from '../cluster/limits';
import { type Say, stopwatch } from '../say';
import { type Configuration, testbedOf } from './configuration';
import { keepEvidence } from './evidence';
import { exportKind } from './exported';
import { clusterPolicyValues, clusterSources, proberProgram, product } from './folders';
import { stopOnSignals } from './signals';

/** What every run needs. */
export interface RunSettings {
  readonly parts: Parts;
  /** Where the run leaves what it found. */
  readonly out: string;
  readonly say: Say;
}

/** A cluster on which a CNI is installed. */
export interface Standing extends Cluster {
  readonly configuration: Configuration;
  /** Folder with the product's files for the CNI that is installed. */
  readonly exported: string;
  /** Runs the product where the cluster can be reached. */
  readonly testbed: (words: readonly string[]) => Promise<ExecResult>;
  /** Runs a command that must succeed. @throws Error with what it said */
  readonly must: (words: readonly string[], input?: string) => Promise<string>;
  /** Runs kubectl with the cluster's context; it must succeed. @throws Error with what it said */
  readonly kubectl: (words: readonly string[], input?: string) => Promise<string>;
  /** How long it took, in seconds: to nodes that are registered, and from there to ready nodes and cluster DNS. */
  readonly seconds: { readonly cluster: number; readonly install: number };
}

/** Makes a cluster, installs the CNI, lets `act` work with it and takes all down, whatever happens. */
export const withCluster = <T>(
  configuration: Configuration,
  settings: RunSettings,
  act: (standing: Standing) => Promise<T>,
): Promise<T> => withClusters([configuration], settings, ([standing]) => act(standing!));

/**
 * The same with several clusters at once, all of which can be reached from one place.
 * @param install installs the CNI, or leaves that to `act`
 */
export async function withClusters<T>(
  configurations: readonly Configuration[],
  settings: RunSettings,
  act: (standings: readonly Standing[]) => Promise<T>,
  install = installCni,
): Promise<T> {
  const { say } = settings;
  const planned = configurations.map((configuration, place) => ({ ...configuration, place }));
  const plans = planned.map((configuration) => testbedOf(configuration).plan);
  const lacking = tooFewWatches(plans.reduce((sum, { nodes }) => sum + nodes.length, 0));
  if (lacking) throw new Error(lacking);
  const fabric = await startFabric(plans, join(clusterSources, 'node'), proberProgram);
  const standings: Standing[] = [];
  const stop = async () => {
    say('taking all down');
    await Promise.all(standings.map((standing) => standing.stop()));
    await fabric.release();
  };
  const interrupted = stopOnSignals(stop, say);
  try {
    for (const [place, configuration] of planned.entries())
      standings.push(await startStanding(configuration, plans[place]!, fabric, settings, install));
    return await act(standings);
  } finally {
    interrupted.forget();
    await stop();
  }
}

async function startStanding(
  configuration: Configuration,
  plan: Plan,
  fabric: Fabric,
  settings: RunSettings,
  install: typeof installCni,
): Promise<Standing> {
  const { parts, out, say } = settings;
  const since = stopwatch();
  const exported = await exportKind(configuration, join(out, folderOf(configuration)));
  const images = parts.images(configuration.cni);
  const cluster = await startCluster({ exported, plan, parts, images, sources: clusterSources, fabric, say });
  const standing = { ...cluster, ...commandsOf(cluster, out), configuration, exported };
  const clusterSeconds = since();
  try {
    if (configuration.clusterPolicies) await defineClusterPolicies(standing, parts);
    await install(standing, say);
  } catch (error) {
    await keepEvidence(cluster, join(out, 'evidence'), say);
    await cluster.stop();
    throw error;
  }
  return { ...standing, seconds: { cluster: clusterSeconds, install: since() - clusterSeconds } };
}

const folderOf = ({ place = 0 }: Configuration): string => (place === 0 ? 'kind' : `kind${place + 1}`);

function commandsOf(cluster: Cluster, out: string): Pick<Standing, 'must' | 'kubectl' | 'testbed'> {
  const must: Standing['must'] = async (words, input) => {
    const { code, stdout, stderr } = await cluster.run(words, { input });
    if (code === 0) return stdout;
    throw new Error(`${words.join(' ')}: exit code ${code}\n${(stdout + stderr).slice(-4_000)}`);
  };
  return {
    must,
    kubectl: (words, input) => must(['kubectl', '--context', cluster.context, ...words], input),
    testbed: (words) => cluster.run([process.execPath, product, ...words], { cwd: out }),
  };
}

const defineClusterPolicies = ({ kubectl }: Pick<Standing, 'kubectl'>, { folder }: Parts) =>
  kubectl(['apply', '--server-side', '--filename', join(folder, clusterPoliciesFile)]);

/** Installs a CNI by the product's own script, and waits for cluster DNS. */
export async function installCni(
  {
    must,
    kubectl,
    exported,
    configuration,
  }: Pick<Standing, 'must' | 'kubectl' | 'exported' | 'configuration'>,
  say: Say,
): Promise<void> {
  say(`installing the CNI by ${join(exported, 'install.sh')}`);
  const more = configuration.clusterPolicies ? [`CNI_TESTBED_REAL_VALUES=${clusterPolicyValues}`] : [];
  await must(['env', ...more, 'bash', join(exported, 'install.sh')]);
  say('waiting for cluster DNS');
  await kubectl(['--namespace', 'kube-system', 'rollout', 'status', 'deployment/coredns', '--timeout=180s']);
}
