/** Servers of a measured cluster: waits until all run, and hears where they do. */

import { isServer } from '../addresses';
import { listOf, type Snapshot } from '../runner/snapshot';
import { refuseVanished } from '../runner/vanished';
import { isReady, type Waiting, waitFor } from '../runner/wait';
import { serverLine } from '../untrusted/measure-report-lines';
import { onlyLine } from '../untrusted/whole-report';
import type { MeasureManifest } from './manifests/options';
import { serverKinds, serverName } from './manifests/servers';
import { placeOfPod, type ServerPlace } from './places';
import { podLogs } from './pod-logs';

/** @param done is called with how many are ready @throws TargetError where one does not start */
export async function serversReady(
  waiting: Waiting,
  manifest: MeasureManifest,
  done: (count: number) => void,
): Promise<void> {
  const kinds = serverKinds(manifest);
  const made = manifest.nodes.flatMap((node, i) => kinds.map((kind) => serverName(kind, node, i)));
  const wanted = manifest.nodes.flatMap((node) => kinds.map((kind) => keyOf({ ...kind, node })));
  await waitFor(waiting, 'a server of each kind runs on every node that takes part', (now) => {
    refuseVanished('DaemonSet', made, now.daemonSets);
    const ready = readyServers(now);
    done(ready.size);
    return wanted.every((server) => ready.has(server)) ? true : undefined;
  });
}

/** Keys of those that are ready. */
function readyServers({ pods }: Snapshot): Set<string> {
  return new Set(
    pods
      .filter(({ metadata, status }) => isServer(metadata?.labels) && isReady(status))
      .map((pod) => keyOf(placeOfPod(pod))),
  );
}

const keyOf = ({ network, policies, node }: Omit<ServerPlace, 'address' | 'report'>) =>
  `${network} ${policies} ${node}`;

/** What each server said: they are ready once they have. @param own where they are, for a list of them */
export async function serverPlaces(waiting: Waiting, own: readonly string[]): Promise<ServerPlace[]> {
  const pods = await listOf(waiting.kubectl, 'pods', own);
  const logs = await podLogs(waiting, pods, 'the servers have said where they run');
  return pods.map((pod) => {
    const name = pod.metadata!.name!;
    return { ...placeOfPod(pod), report: onlyLine(name, logs.get(name)!, serverLine) };
  });
}
