import type { DaemonSet } from 'kubernetes-types/apps/v1';
import { forbiddenMeasurePort, measurePort } from '../../../net/protocol';
import type { JobNetwork } from '../../../prober/measure/job/steps';
import { nameOnNode } from '../../manifests/jobs';
import { podSpec, readyFile } from '../../manifests/pod';
import { nodeAnnotation, ownerLabel, partLabel } from '../../words';
import { engineServer } from './engine';
import type { MeasureManifest } from './options';
import { policiesLabel } from './policies';

/** Of a server: the number of its node, by which a Service finds it. */
export const serverLabel = 'cni-testbed/server';

/** Memory of a server and of the process that fills a path beside it. */
const memory = '512Mi';

/** Which server on a node: of a network, and behind so many policies. */
export interface ServerKind {
  readonly network: JobNetwork;
  readonly policies: number;
}

/** All servers that a node has. */
export function serverKinds({ policies }: Pick<MeasureManifest, 'policies'>): ServerKind[] {
  return [
    { network: 'pod', policies: 0 },
    { network: 'node', policies: 0 },
    ...policies.map((count) => ({ network: 'pod', policies: count }) as const),
  ];
}

/**
 * A server of each kind on each node that takes part. A DaemonSet needs no luck with the scheduler; each is for one node, as
 * pods of one DaemonSet have the same labels and a Service must lead to one node alone.
 */
export function servers(manifest: MeasureManifest): DaemonSet[] {
  return manifest.nodes.flatMap((node, index) =>
    serverKinds(manifest).map((kind) => daemonSet(manifest, kind, node, index)),
  );
}

/** Labels that the server on the pods' network of a node has, and no other. @param index number of the node, from 0 */
export const serverOn = (index: number): Record<string, string> => ({
  [partLabel]: 'pod',
  [serverLabel]: `${index + 1}`,
});

/** Name of the DaemonSet. */
export function serverName({ network, policies }: ServerKind, node: string, index: number): string {
  return nameOnNode(policies > 0 ? `server-${policies}-policies` : `server-${network}`, node, index);
}

function daemonSet(manifest: MeasureManifest, kind: ServerKind, node: string, index: number): DaemonSet {
  const { network, policies } = kind;
  const more = manifest.isolation && network === 'pod' && policies === 0 ? [forbiddenMeasurePort] : [];
  const selected = {
    [partLabel]: policies > 0 ? 'guarded' : network,
    [serverLabel]: `${index + 1}`,
    ...(policies > 0 ? { [policiesLabel]: `${policies}` } : {}),
  };
  const labels = { ...ownerLabel, ...selected };
  const annotations = { [nodeAnnotation]: node };
  const name = serverName(kind, node, index);
  return {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name, namespace: manifest.namespace, labels, annotations },
    spec: {
      selector: { matchLabels: selected },
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '100%' } },
      template: {
        metadata: { labels },
        spec: podSpec(manifest, {
          container: network,
          args: ['measured', network, readyFile, ...more.map(String)],
          hostNetwork: network === 'node',
          hostIp: network === 'pod',
          node,
          memory,
          serves: { ports: [measurePort, ...more], asked: 'once' },
          restartPolicy: 'Always',
          beside: policies > 0 ? undefined : engineServer(manifest),
        }),
      },
    },
  };
}
