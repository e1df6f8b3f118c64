/** One run on a cluster: look, make, wait, ask, gather, remove. */
import { TargetError } from '../../base/target-error';
import { defaultNamespace } from '../words';
import { writeBundle } from './bundle';
import { BusyError, Claim } from './claim';
import { Cleanup, removeAll } from './cleanup';
import { type CapturedNodes, type ClusterRun, Gathering } from './gathering';
import { Kubectl } from './kubectl';
import type { RunOptions, RunWatcher } from './options';
import { preflight } from './preflight';

/**
 * Tests a cluster and leaves it as it was, whatever happens.
 * @throws TargetError with the reason, and with the folder that holds logs and events
 */
export function runCluster(options: RunOptions, watcher: RunWatcher): Promise<ClusterRun> {
  return onCluster(options, watcher, (gathering) => gathering.all());
}

/** Captures the nodes' kernel state and asks nothing; leaves the cluster as it was. @throws TargetError as above */
export function runCaptureAlone(options: RunOptions, watcher: RunWatcher): Promise<CapturedNodes> {
  return onCluster({ ...options, capture: options.capture ?? 'nodes' }, watcher, (gathering) =>
    gathering.captureAlone(),
  );
}

async function onCluster<T>(
  options: RunOptions,
  watcher: RunWatcher,
  gather: (gathering: Gathering) => Promise<T>,
): Promise<T> {
  const kubectl = new Kubectl(options);
  const namespace = options.namespace ?? defaultNamespace;
  watcher.stage('looking at the cluster', 1);
  const found = await preflight(kubectl, namespace);
  const cleanup = new Cleanup(kubectl, namespace);
  const claim = new Claim(kubectl, namespace);
  const takeBack = watcher.onInterrupt(() => cleanup.run());
  try {
    if (found.leftovers) await removeAll(kubectl, namespace);
    const run = await gather(new Gathering(kubectl, namespace, found, options, watcher, cleanup, claim));
    if (options.keep) await claim.release();
    else await remove(cleanup, watcher);
    return run;
  } catch (error) {
    if (error instanceof BusyError) throw error;
    if (options.keep) await claim.release();
    throw await cleanedUp(error as Error, { kubectl, namespace, options, cleanup, watcher });
  } finally {
    takeBack();
  }
}

interface Failed {
  readonly kubectl: Kubectl;
  readonly namespace: string;
  readonly options: RunOptions;
  readonly cleanup: Cleanup;
  readonly watcher: RunWatcher;
}

/** Gathers what explains the failure, removes everything, and adds to the error where to look. */
async function cleanedUp(error: Error, failed: Failed): Promise<Error> {
  const { kubectl, namespace, options, cleanup, watcher } = failed;
  const kept = cleanup.begun ? undefined : await bundle(kubectl, namespace, options);
  const left =
    options.keep && !cleanup.begun ? undefined : await leftovers(remove(cleanup, watcher), namespace);
  if (!(error instanceof TargetError)) return error;
  return new TargetError(error.message, [error.remedy, kept, left].filter(Boolean).join('. '));
}

function bundle(kubectl: Kubectl, namespace: string, options: RunOptions): Promise<string> {
  const time = new Date().toISOString().replace(/[:.]/g, '-');
  return writeBundle(kubectl, namespace, options.bundle ?? `cni-testbed-failure-${time}`);
}

async function remove(cleanup: Cleanup, watcher: RunWatcher): Promise<void> {
  watcher.stage('cleaning up', 1);
  await cleanup.run();
}

/** The first failure is the one to report; that things were left is said beside it. */
async function leftovers(removal: Promise<void>, namespace: string): Promise<string | undefined> {
  try {
    await removal;
    return undefined;
  } catch (error) {
    return `The namespace ${namespace} could not be removed (${(error as Error).message}): kubectl delete namespace ${namespace}`;
  }
}
