import type { NetworkPolicy } from 'kubernetes-types/networking/v1';
import { measurePort } from '../../../net/protocol';
import { ownerLabel, partLabel } from '../../words';
import type { MeasureManifest } from './options';

/** Of a pod that is born under a policy. */
export const isolatedLabel = { 'cni-testbed/isolated': 'true' } as const;

/** Lets such pods out to one port of the servers alone. It is there before they are. */
export function isolationPolicies({ namespace, isolation }: MeasureManifest): NetworkPolicy[] {
  if (!isolation) return [];
  return [
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'isolated', namespace, labels: ownerLabel },
      spec: {
        podSelector: { matchLabels: isolatedLabel },
        policyTypes: ['Egress'],
        egress: [
          {
            to: [{ podSelector: { matchLabels: { [partLabel]: 'pod' } } }],
            ports: [{ protocol: 'TCP', port: measurePort }],
          },
        ],
      },
    },
  ];
}
