import { staticRun } from '../../cluster/static-run';
import type { ConnectivitySource } from './connectivity';

/** The Jobs of `lib/cluster` for every node of the plan: what a cluster tests itself with once all nodes are Ready. */
export const connectivityJobs: ConnectivitySource = ({ plan }) => {
  const { files, collect } = staticRun({ nodes: plan.nodes.map(({ name }) => name), metadata: true });
  return { manifests: Object.values(files).flat(), collect };
};
