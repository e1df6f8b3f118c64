import type { Job } from 'kubernetes-types/batch/v1';
import type { ConfigMap } from 'kubernetes-types/core/v1';
import { type JobNetwork, type JobSteps, stepsFile } from '../../../prober/measure/job/steps';
import { configMap } from '../../manifests';
import { nameOnNode, proberLabels } from '../../manifests/jobs';
import { pinnedJob } from '../../manifests/pinned-job';
import { podSpec, settingsFolder } from '../../manifests/pod';
import { configMaps } from '../../words';
import type { MeasureManifest } from './options';

/** Memory of a Job with the eight processes that its streams have. */
const memory = '1Gi';
/** How long a Job stays when it has ended, in seconds: its log has been read, and every look at the cluster shows it. */
export const endedJobStaysS = 300;

/** The two Jobs that measure between two nodes, once. */
export interface Turn {
  /** Node of the clients. */
  readonly node: string;
  /** Number of the turn in this run, from 0: names and keys are made from it. */
  readonly turn: number;
  /** Number of the pair, from 0, whose steps they take. */
  readonly pair: number;
  /** How long they may take, in seconds. */
  readonly timeoutS: number;
}

/** One on each network of the node. They start together and take turns, so that what drifts in a block does so for both. */
export function turnJobs(manifest: MeasureManifest, turn: Turn): Job[] {
  return (['node', 'pod'] as const).map((network) => job(manifest, network, turn));
}

/** Name of one of them. */
export function turnJobName(network: JobNetwork, { node, turn }: Pick<Turn, 'node' | 'turn'>): string {
  return nameOnNode(`measure-${network}`, node, turn);
}

/** What is measured between a pair of nodes, for its Jobs. */
export function stepsMap(manifest: MeasureManifest, pair: number, steps: JobSteps): ConfigMap {
  return configMap(manifest, stepsName(pair), { [stepsFile]: `${JSON.stringify(steps)}\n` });
}

const stepsName = (pair: number) => `${configMaps.steps}-${pair + 1}`;

function job(manifest: MeasureManifest, network: JobNetwork, turn: Turn): Job {
  return pinnedJob({
    ...{ name: turnJobName(network, turn), namespace: manifest.namespace, node: turn.node },
    labels: proberLabels(network),
    deadlineS: turn.timeoutS,
    ...(manifest.keep ? {} : { staysS: endedJobStaysS }),
    spec: podSpec(manifest, {
      container: 'prober',
      args: ['measure', network, settingsFolder, `turn-${turn.turn}`],
      hostNetwork: network === 'node',
      node: turn.node,
      memory,
      settings: [stepsName(turn.pair)],
      restartPolicy: 'Never',
    }),
  });
}
