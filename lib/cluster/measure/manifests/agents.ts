import type { Job } from 'kubernetes-types/batch/v1';
import { measurePort } from '../../../net/protocol';
import { nameOnNode, proberLabels } from '../../manifests/jobs';
import { pinnedJob } from '../../manifests/pinned-job';
import { hostFolder, podSpec } from '../../manifests/pod';
import type { MeasureManifest } from './options';

/** Where a node has its control groups: files that anybody may read. */
const groups = '/sys/fs/cgroup';
/** How long such a Job may take, in seconds: to start, and to watch. */
export const agentsTimeoutS = 180;

/** What is read on one node. */
export interface AgentsRead {
  readonly node: string;
  /** Of the agents' pods. */
  readonly uids: readonly string[];
  /** Address of a server that fills the path to the Job meanwhile. @default nothing does */
  readonly filledBy?: string;
}

/** A Job that reads what those pods of a node spend. It has no more rights than other Jobs, and the folder to read. */
export function agentsJob(
  manifest: MeasureManifest,
  { node, uids, filledBy }: AgentsRead,
  index: number,
): Job {
  return pinnedJob({
    ...{ name: agentsJobName(node, index, filledBy !== undefined), namespace: manifest.namespace, node },
    labels: proberLabels('pod'),
    deadlineS: agentsTimeoutS,
    spec: podSpec(manifest, {
      container: 'prober',
      args: ['agents', hostFolder, uids.join(), ...(filledBy ? [filledBy, `${measurePort}`] : [])],
      hostNetwork: false,
      node,
      reads: groups,
      restartPolicy: 'Never',
    }),
  });
}

/** Name of the Job. */
export function agentsJobName(node: string, index: number, filled = false): string {
  return nameOnNode(filled ? 'agents-bulk' : 'agents', node, index);
}
