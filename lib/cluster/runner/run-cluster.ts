/** One run on a cluster: look, make, wait, ask, gather, remove. */
import type { ObjectTraces } from '../../cni';
import { type ApiRemains, apiRemains } from '../leftovers/api-remains';
import { type ClusterRun, Gathering } from './gathering';
import { type ClusterUse, onCluster } from './on-cluster';
import type { RunOptions, RunWatcher } from './options';
import type { CapturedNodes } from './run-captures';

/**
 * Tests a cluster and leaves it as it was, whatever happens.
 * @throws TargetError with the reason, and with the folder that holds logs and events
 */
export function runCluster(options: RunOptions, watcher: RunWatcher): Promise<ClusterRun> {
  return onCluster({ options, watcher, act: (use) => gathering(use, options, watcher).all() });
}

/** Captures the nodes' kernel state and asks nothing; leaves the cluster as it was. @throws TargetError as above */
export function runCaptureAlone(given: RunOptions, watcher: RunWatcher): Promise<CapturedNodes> {
  const options = { ...given, capture: given.capture ?? ('nodes' as const) };
  return onCluster({ options, watcher, act: (use) => gathering(use, options, watcher).captureAlone() });
}

function gathering(use: ClusterUse, options: RunOptions, watcher: RunWatcher): Gathering {
  const { kubectl, namespace, found, cleanup, claim } = use;
  return new Gathering(kubectl, namespace, found, options, watcher, cleanup, claim);
}

/** A cluster that was looked at for what CNIs have left in it. */
export interface LookedAt {
  readonly captured: CapturedNodes;
  readonly api: ApiRemains;
}

/**
 * Captures the nodes, with the names of their CNI configuration files, and asks the API for what CNIs make there. Nodes need
 * not be Ready: without a CNI none is. @throws TargetError as above
 */
export function runLook(
  given: RunOptions,
  watcher: RunWatcher,
  sought: readonly ObjectTraces[],
): Promise<LookedAt> {
  const options = { ...given, capture: 'nodes' as const, files: true };
  return onCluster({
    options,
    watcher,
    unready: 'taken',
    act: async (use) => ({
      captured: await gathering(use, options, watcher).captureAlone(),
      api: await apiRemains(use.kubectl, sought),
    }),
  });
}
