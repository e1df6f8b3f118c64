/** Waits in a cluster without a CNI, and sees what comes when one is installed. */
import { setTimeout } from 'node:timers/promises';
import { TargetError } from '../../../base/target-error';
import { now } from '../../../prober/measure/clock';
import { patiently } from '../../runner/patient-look';
import { listIn } from '../../runner/snapshot';
import type { Waiting } from '../../runner/wait';
import type { ApiObjects } from '../../untrusted/api-objects';
import { anyName, apiPaths } from '../api-paths';
import { ApiProxy } from '../api-proxy';
import { Mesh } from './mesh';
import { type Look, type Moment, Timeline } from './timeline';

/** How long the installation is waited for, in seconds: people do it. */
export const installationS = 1800;
/** Logs are read so often once all have answered, for their clocks. */
const lastReadings = 5;

/** What became ready, and when. */
export interface ReadySeen {
  readonly installed: Moment;
  readonly agents: readonly Moment[];
  readonly nodes: readonly Moment[];
  /** First answers between every two nodes, either way. */
  readonly answers: readonly Moment[];
  /** As they are in the end. */
  readonly daemonSets: Look['daemonSets'];
}

/** Where it looks. */
const lookedAt = (namespace: string) => [
  apiPaths.nodes,
  apiPaths.daemonSets,
  apiPaths.pods(namespace),
  apiPaths.log(namespace, anyName),
];

/**
 * Looks until the agents and nodes are Ready and every two nodes' pods have answered one another.
 * @param waiting its time runs from the installation on
 * @param nodes names
 * @throws TargetError where the time is up, with what is missing
 */
export async function awaitReady(waiting: Waiting, nodes: readonly string[]): Promise<ReadySeen> {
  const proxy = await ApiProxy.start(waiting.kubectl, lookedAt(waiting.namespace));
  try {
    return await looking(proxy, waiting, nodes);
  } finally {
    proxy.end();
  }
}

async function looking(proxy: ApiProxy, waiting: Waiting, nodes: readonly string[]): Promise<ReadySeen> {
  const { namespace } = waiting;
  const timeline = new Timeline(nodes);
  const mesh = new Mesh(nodes, (pod) => proxy.get(`${apiPaths.log(namespace, pod)}?tailLines=1`));
  const look = patiently(() => lookAt(proxy, namespace));
  const beganMs = now();
  let readings = 0;
  for (;;) {
    const seen = await look();
    if (waiting.ended()) throw new TargetError('interrupted while a CNI was waited for', 'Run again');
    if (seen) {
      timeline.see(seen);
      await mesh.hear(seen.pods);
      if (timeline.complete && mesh.missing === 0) readings++;
      if (readings === lastReadings) return seenIn(timeline, mesh, seen);
    }
    refuseLate(timeline, mesh, beganMs, waiting.timeoutS);
    await waiting.alive();
    await setTimeout(waiting.pollMs);
  }
}

async function lookAt(proxy: ApiProxy, namespace: string) {
  const beganMs = now();
  const [nodes, daemonSets, pods] = await Promise.all([
    listed(proxy, 'nodes', apiPaths.nodes),
    listed(proxy, 'daemonSets', apiPaths.daemonSets),
    listed(proxy, 'pods', apiPaths.pods(namespace)),
  ]);
  return { beganMs, endedMs: now(), nodes, daemonSets, pods };
}

/** @throws TargetError where it cannot be had now, or cannot be read */
async function listed<K extends keyof ApiObjects>(proxy: ApiProxy, kind: K, path: string) {
  const said = await proxy.get(path);
  if (said === undefined) throw new TargetError(`the API does not list ${kind}`, 'See `kubectl get nodes`');
  return listIn(kind, said);
}

function seenIn(timeline: Timeline, mesh: Mesh, { daemonSets }: Look): ReadySeen {
  return {
    installed: timeline.installed!,
    agents: timeline.agents,
    nodes: [...timeline.nodes.values()],
    answers: mesh.answers,
    daemonSets,
  };
}

/** @throws TargetError where nothing was installed in time, nobody knows what was, or it was not ready in time */
function refuseLate(timeline: Timeline, mesh: Mesh, beganMs: number, timeoutS: number): void {
  const { installed, wanted, agents, waiting } = timeline;
  if (installed && now() - installed.ms > 1000 * timeoutS)
    throw new TargetError(
      `timed out ${timeoutS} s after the CNI's installation: ${agents.length} of ${wanted} agents were Ready, ${waiting.length} nodes were not (${waiting.join(', ') || 'none'}), and ${mesh.missing} pairs of nodes had no answer`,
      'See the agents’ logs: kubectl logs --all-namespaces, or give it more time with --start-timeout',
    );
  if (installed) return;
  if (waiting.length === 0)
    throw new TargetError(
      'the nodes are Ready, and no DaemonSet was recognised as a CNI’s',
      'The CNIs that are recognised are those of `testbed choose` and kindnet, antrea, kube-router and others',
    );
  if (now() - beganMs > 1000 * installationS)
    throw new TargetError(
      `no CNI was installed within ${installationS} s`,
      'Run again, and install it as soon as that is asked for',
    );
}
