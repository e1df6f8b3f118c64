/** What waits in a cluster for its CNI: an address book on the network of each node, and a pod that asks all others. */
import type { DaemonSet } from 'kubernetes-types/apps/v1';
import { measurePort } from '../../../net/protocol';
import type { NodeAddresses } from '../../job/address-book';
import type { Manifest } from '../../manifests/options';
import { type ProbePod, podSpec, readyFile } from '../../manifests/pod';
import { ownerLabel, partLabel } from '../../words';

/** What it is made from. */
export type ReadyManifest = Pick<Manifest, 'namespace' | 'image'>;

/** Names of both, which are their parts too. */
export const readyParts = { book: 'address-book', mesh: 'mesh' } as const;

/** Both, on each node. The books run before there is a CNI, and bring the image to the nodes. */
export function readyDaemonSets(manifest: ReadyManifest, nodes: NodeAddresses): DaemonSet[] {
  const addresses = JSON.stringify(nodes);
  return [
    daemonSet(manifest, readyParts.book, {
      args: ['address-book', addresses, readyFile],
      hostNetwork: true,
      serves: { ports: [measurePort], asked: 'once' },
    }),
    daemonSet(manifest, readyParts.mesh, { args: ['mesh', addresses], hostNetwork: false }),
  ];
}

function daemonSet(
  manifest: ReadyManifest,
  name: string,
  pod: Omit<ProbePod, 'container' | 'restartPolicy'>,
): DaemonSet {
  const selected = { [partLabel]: name };
  const labels = { ...ownerLabel, ...selected };
  return {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name, namespace: manifest.namespace, labels },
    spec: {
      selector: { matchLabels: selected },
      template: {
        metadata: { labels },
        spec: podSpec(manifest, { ...pod, container: name, restartPolicy: 'Always' }),
      },
    },
  };
}
