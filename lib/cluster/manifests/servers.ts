import type { DaemonSet } from 'kubernetes-types/apps/v1';
import { probePort } from '../../prober';
import { guardedPortOffsets, type ServerRole } from '../../prober/questions/settings';
import { ownerLabel, partLabel, serverNames } from '../words';
import type { Manifest } from './options';
import { podSpec, readyFile } from './pod';

/** A server on every node for each role. A DaemonSet needs no luck with the scheduler, and pulls the image beforehand. */
export function servers(manifest: Manifest): DaemonSet[] {
  return (['pod', 'node', 'guarded'] as const).map((role) => daemonSet(manifest, role));
}

const portsOf = (role: ServerRole) =>
  role === 'guarded' ? guardedPortOffsets.map((offset) => probePort + offset) : [probePort];

function daemonSet(manifest: Manifest, role: ServerRole): DaemonSet {
  const selected = { [partLabel]: role };
  const labels = { ...ownerLabel, ...selected };
  return {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name: serverNames[role], namespace: manifest.namespace, labels },
    spec: {
      selector: { matchLabels: selected },
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '100%' } },
      template: {
        metadata: { labels },
        spec: podSpec(manifest, {
          container: role,
          args: ['serve', role, readyFile],
          hostNetwork: role === 'node',
          serves: { ports: portsOf(role), asked: 'always' },
          restartPolicy: 'Always',
        }),
      },
    },
  };
}
