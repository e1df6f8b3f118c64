import type { NetworkPolicy } from 'kubernetes-types/networking/v1';
import { probePort } from '../../prober';
import { adminPortOffset, baselinePortOffset } from '../../prober/questions/settings';
import { networkLabel, ownerLabel, partLabel } from '../words';
import type { Manifest } from './options';

/** The guarded servers let nobody in, but for the probers' pods on one of their ports, and on two that the whole cluster's deny. */
export function policies({ namespace }: Manifest): NetworkPolicy[] {
  const guarded = { matchLabels: { [partLabel]: 'guarded' } };
  const probers = { matchLabels: { [partLabel]: 'prober', [networkLabel]: 'pod' } };
  const policy = (name: string, ingress: NonNullable<NetworkPolicy['spec']>['ingress']): NetworkPolicy => ({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name, namespace, labels: ownerLabel },
    spec: { podSelector: guarded, policyTypes: ['Ingress'], ingress },
  });
  return [
    policy('default-deny', []),
    policy('allow-probers', [
      {
        from: [{ podSelector: probers }],
        ports: [0, adminPortOffset, baselinePortOffset].flatMap((offset) =>
          (['TCP', 'UDP'] as const).map((protocol) => ({ protocol, port: probePort + offset })),
        ),
      },
    ]),
  ];
}
