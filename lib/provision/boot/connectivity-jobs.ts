import { staticRun } from '../../cluster/static-run';
import type { ConnectivitySource } from './connectivity';

/**
 * The Jobs of `lib/cluster` for every node of the plan: what a cluster tests itself with once all nodes are Ready. The nodes'
 * kernel state goes with what they saw, so that failures are explained when the machines are gone.
 */
export const connectivityJobs: ConnectivitySource = ({ plan }) => {
  const nodes = plan.nodes.map(({ name }) => name);
  const { files, collect } = staticRun({ nodes, metadata: true, capture: 'nodes' });
  return { manifests: Object.values(files).flat(), collect };
};
