/** The frame of everything that is done on a cluster: look, make, and remove, whatever happens in between. */
import { TargetError } from '../../base/target-error';
import { defaultNamespace } from '../words';
import { writeBundle } from './bundle';
import { BusyError, Claim } from './claim';
import { Cleanup, removeAll } from './cleanup';
import { Kubectl } from './kubectl';
import type { FrameOptions, RunWatcher } from './options';
import type { Permission } from './permissions';
import { type Preflight, preflight } from './preflight';
import { Refusal } from './refusal';

/** A cluster that has been looked at, and what it takes to make something there. */
export interface ClusterUse {
  readonly kubectl: Kubectl;
  readonly namespace: string;
  readonly found: Preflight;
  readonly cleanup: Cleanup;
  readonly claim: Claim;
}

/** What is done on a cluster. */
export interface Errand<T> {
  readonly options: FrameOptions;
  readonly watcher: RunWatcher;
  /** @default those of the tests */
  readonly permissions?: readonly Permission[];
  /** Whether nodes may be not Ready. @default refused */
  readonly unready?: 'refused' | 'taken';
  /** Makes what it needs, in the claimed namespace alone. */
  act(use: ClusterUse): Promise<T>;
}

/**
 * Does it, and leaves the cluster as it was.
 * @throws TargetError with the reason, and with the folder that holds logs and events
 */
export async function onCluster<T>({ options, watcher, permissions, unready, act }: Errand<T>): Promise<T> {
  const kubectl = new Kubectl(options);
  const namespace = options.namespace ?? defaultNamespace;
  watcher.stage('looking at the cluster', 1);
  const found = await preflight(kubectl, namespace, permissions, unready);
  const cleanup = new Cleanup(kubectl, namespace);
  const claim = new Claim(kubectl, namespace);
  const takeBack = watcher.onInterrupt(() => cleanup.run());
  try {
    if (found.leftovers) await removeAll(kubectl, namespace);
    const done = await act({ kubectl, namespace, found, cleanup, claim });
    if (options.keep) await claim.release();
    else await remove(cleanup, watcher);
    return done;
  } catch (error) {
    if (error instanceof BusyError && !claim.held) throw error;
    if (options.keep) await claim.release();
    throw await cleanedUp(error as Error, { kubectl, namespace, options, cleanup, watcher });
  } finally {
    takeBack();
  }
}

interface Failed {
  readonly kubectl: Kubectl;
  readonly namespace: string;
  readonly options: FrameOptions;
  readonly cleanup: Cleanup;
  readonly watcher: RunWatcher;
}

/** Gathers what explains the failure, removes everything, and adds to the error where to look. */
async function cleanedUp(error: Error, failed: Failed): Promise<Error> {
  const { kubectl, namespace, options, cleanup, watcher } = failed;
  const explains = !cleanup.begun && !(error instanceof Refusal);
  const kept = explains ? await bundle(kubectl, namespace, options) : undefined;
  const left =
    options.keep && !cleanup.begun ? undefined : await leftovers(remove(cleanup, watcher), namespace);
  if (!(error instanceof TargetError)) return error;
  if (!kept && !left) return error;
  return new TargetError(error.message, [error.remedy, kept, left].filter(Boolean).join('. '));
}

function bundle(kubectl: Kubectl, namespace: string, options: FrameOptions): Promise<string> {
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
