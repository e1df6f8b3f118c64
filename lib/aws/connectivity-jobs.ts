import { staticRun } from '../kubernetes/static-run';
import type { ConnectivitySource } from './connectivity';

/** The Jobs of `lib/kubernetes` for every node of the plan: what a cluster tests itself with once all nodes are Ready. */
export const connectivityJobs: ConnectivitySource = ({ plan }) => {
  const { manifests, collect } = runFor(plan.nodes.map(({ name }) => name));
  return { manifests, collect };
};

const runs = new Map<string, ReturnType<typeof staticRun>>();

/** Stacks of one app have the same nodes, and printing hundreds of Jobs takes time. */
function runFor(nodes: readonly string[]): ReturnType<typeof staticRun> {
  const key = nodes.join(' ');
  const run = runs.get(key) ?? staticRun({ nodes });
  runs.set(key, run);
  return run;
}
