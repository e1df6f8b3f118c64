import type { Job } from 'kubernetes-types/batch/v1';
import { forbiddenMeasurePort, measurePort } from '../../../net/protocol';
import { nameOnNode, proberLabels } from '../../manifests/jobs';
import { pinnedJob } from '../../manifests/pinned-job';
import { podSpec } from '../../manifests/pod';
import { isolatedLabel } from './isolation';
import type { MeasureManifest } from './options';

/** How long a pod may take from its creation on, in seconds. */
const mostS = 120;

/**
 * What new pods do. `first`: they ask a server until it answers; `isolated`: they are born under a policy, and try it;
 * `silence`: they ask for so many seconds; `way`: they ask, and say what is, until they are ended.
 */
export type StartKind = 'first' | 'isolated' | 'silence' | 'way';

/** New pods on one node, one after the other. */
export interface Starts {
  readonly kind: StartKind;
  readonly node: string;
  /** Of the server. */
  readonly address: string;
  /** How many pods. */
  readonly pods: number;
}

/** A Job for a node. @param index number of the node, from 0 */
export function startJob(
  manifest: MeasureManifest,
  { kind, node, address, pods }: Starts,
  index: number,
): Job {
  return pinnedJob({
    ...{ name: startJobName(kind, node, index), namespace: manifest.namespace, node },
    labels: { ...proberLabels('pod'), ...(kind === 'isolated' ? isolatedLabel : {}) },
    deadlineS: kind === 'way' ? wayS : startsTimeoutS(pods),
    // One after the other: what pods wait for is then not one another.
    pods,
    spec: podSpec(manifest, {
      container: 'prober',
      args: [kind, address, `${measurePort}`, ...moreArgs[kind]],
      hostNetwork: false,
      node,
      restartPolicy: 'Never',
    }),
  });
}

/** How long a way is tried at most, in seconds: it is ended before. */
const wayS = 3600;

/** How long silences are looked for, in seconds: agents take up to half of it to be back. */
const silenceS = 60;

const moreArgs: Readonly<Record<StartKind, readonly string[]>> = {
  first: [],
  isolated: [`${forbiddenMeasurePort}`],
  silence: [`${silenceS}`],
  way: [],
};

/** How long so many pods may take, in seconds. */
export const startsTimeoutS = (pods: number): number => mostS * pods;

/** Name of the Job. */
export function startJobName(kind: StartKind, node: string, index: number): string {
  return nameOnNode(kind === 'first' ? 'start' : kind, node, index);
}
