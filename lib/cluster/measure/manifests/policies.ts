import type { NetworkPolicy } from 'kubernetes-types/networking/v1';
import { measurePort } from '../../../net/protocol';
import { networkLabel, ownerLabel, partLabel } from '../../words';
import type { MeasureManifest } from './options';

/** Of a server behind policies: how many. */
export const policiesLabel = 'cni-testbed/policies';

/** Nobody has it (RFC 5737), so that no packet is let in by it. */
const nobody = '192.0.2.1/32';
/** Each idle policy lets in to a port of its own, or a CNI would make one of all. */
const firstIdlePort = 20_000;

/**
 * For each number of policies, as many for the servers that have that number in their label: all but one are idle. They
 * select pods that are there, as CNIs program nothing else, and let in who does not exist. The last by its name lets the
 * clients in: where a CNI goes through policies in that order, packets meet all others first.
 */
export function policies(manifest: MeasureManifest): NetworkPolicy[] {
  return manifest.policies.flatMap((count) => [
    ...Array.from({ length: count - 1 }, (_, i) => idle(manifest, count, i)),
    policy(manifest, count, `letting-in-${count}`, {
      from: [{ podSelector: { matchLabels: { [partLabel]: 'prober', [networkLabel]: 'pod' } } }],
      ports: [{ protocol: 'TCP', port: measurePort }],
    }),
  ]);
}

function idle(manifest: MeasureManifest, count: number, index: number): NetworkPolicy {
  const name = `idle-${count}-${String(index + 1).padStart(4, '0')}`;
  return policy(manifest, count, name, {
    from: [{ ipBlock: { cidr: nobody } }],
    ports: [{ protocol: 'TCP', port: firstIdlePort + index }],
  });
}

type Rule = NonNullable<NonNullable<NetworkPolicy['spec']>['ingress']>[number];

function policy({ namespace }: MeasureManifest, count: number, name: string, rule: Rule): NetworkPolicy {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name, namespace, labels: ownerLabel },
    spec: {
      podSelector: { matchLabels: { [policiesLabel]: `${count}` } },
      policyTypes: ['Ingress'],
      ingress: [rule],
    },
  };
}
