import type { PodSpec } from 'kubernetes-types/core/v1';
import { onlyOn } from './pod';

/** What pods have in common that read something of their node: they need no pod network, wherever the node is marked. */
export const readingPod = (node: string): Omit<PodSpec, 'containers'> => ({
  hostNetwork: true, // there may be no other
  dnsPolicy: 'Default',
  affinity: onlyOn(node),
  nodeSelector: { 'kubernetes.io/os': 'linux' },
  tolerations: [{ operator: 'Exists' }],
  restartPolicy: 'Never',
  terminationGracePeriodSeconds: 1,
  automountServiceAccountToken: false,
  enableServiceLinks: false,
});
