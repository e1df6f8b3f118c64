/** One run on a cluster: look, make, wait, ask, gather, remove. */
import { type CapturedNodes, type ClusterRun, Gathering } from './gathering';
import { type ClusterUse, onCluster } from './on-cluster';
import type { RunOptions, RunWatcher } from './options';

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
