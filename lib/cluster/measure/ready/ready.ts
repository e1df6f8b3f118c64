/** How soon a cluster is ready when it gets its CNI: helpers wait there before. */

import type { ClusterNode } from '../../cluster-node';
import { configMap, namespace } from '../../manifests';
import { bundledProgram, defaultImage } from '../../manifests/options';
import { apply } from '../../runner/apply';
import type { ClusterUse } from '../../runner/on-cluster';
import { defaults } from '../../runner/options';
import { isReady, type Waiting, waitFor } from '../../runner/wait';
import { configMaps, partLabel } from '../../words';
import type { MeasureRunOptions } from '../options';
import { awaitReady, type ReadySeen } from './await-ready';
import { addressesOf } from './fresh';
import { readyDaemonSets, readyParts } from './manifests';

/** Settings of the wait for a CNI, and what is called meanwhile. */
export interface ReadyOptions extends Pick<MeasureRunOptions, 'image' | 'startTimeoutS' | 'pollMs'> {
  /** Is called with how many nodes have a helper. */
  readonly done: (nodes: number) => void;
  /** Is called when the CNI is to be installed. */
  readonly installNow: () => void;
}

/** Time between two looks, in milliseconds: as exactly as is known when something became Ready. */
const lookMs = 200;

/** Makes the helpers, has the CNI installed, and sees what becomes ready. @throws TargetError where that takes too long */
export async function readyAfterInstallation(
  use: ClusterUse,
  nodes: readonly ClusterNode[],
  { image = defaultImage, startTimeoutS = defaults.startTimeoutS, ...options }: ReadyOptions,
): Promise<ReadySeen> {
  const manifest = { namespace: use.namespace, image };
  await use.claim.make(namespace(manifest));
  await apply(use.kubectl, use.cleanup, [
    configMap(manifest, configMaps.program, { 'job-prober.js': bundledProgram() }),
    ...readyDaemonSets(manifest, addressesOf(nodes)),
  ]);
  const waiting: Waiting = {
    ...{ kubectl: use.kubectl, namespace: use.namespace, timeoutS: startTimeoutS },
    // They are not Ready: that is no trouble here.
    nodes: [],
    pollMs: options.pollMs ?? lookMs,
    ended: () => use.cleanup.begun,
    alive: () => use.claim.renew(),
  };
  await helpersReady(waiting, nodes.length, options.done);
  options.installNow();
  return awaitReady(
    waiting,
    nodes.map(({ name }) => name),
  );
}

async function helpersReady(waiting: Waiting, wanted: number, done: (count: number) => void): Promise<void> {
  await waitFor(waiting, 'a helper runs on the network of each node', ({ pods }) => {
    const { length } = pods.filter(
      ({ metadata, status }) => metadata?.labels?.[partLabel] === readyParts.book && isReady(status),
    );
    done(length);
    return length >= wanted || undefined;
  });
}
