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
    ...Array.from({ length: count - 1 }, (_, i) => idle(manifest, behind(count), `idle-${count}`, i)),
    policy(manifest, behind(count), `letting-in-${count}`, [clients]),
  ]);
}

const behind = (count: number): Labels => ({ [policiesLabel]: `${count}` });

/** Lets the clients in. */
const clients: Rule = {
  from: [{ podSelector: { matchLabels: { [partLabel]: 'prober', [networkLabel]: 'pod' } } }],
  ports: [{ protocol: 'TCP', port: measurePort }],
};

/** A policy that lets nobody in, for the servers with these labels. @param index from 0: no two have the same */
export function idle(manifest: MeasureManifest, servers: Labels, name: string, index: number): NetworkPolicy {
  return policy(manifest, servers, `${name}-${String(index + 1).padStart(4, '0')}`, [
    { from: [{ ipBlock: { cidr: nobody } }], ports: [{ protocol: 'TCP', port: firstIdlePort + index }] },
  ]);
}

/** The policy that is changed: it lets the clients in, or nobody. */
export function changing(manifest: MeasureManifest, servers: Labels, allowed: boolean): NetworkPolicy {
  return policy(manifest, servers, 'changing', allowed ? [clients] : []);
}

type Labels = Readonly<Record<string, string>>;
type Rule = NonNullable<NonNullable<NetworkPolicy['spec']>['ingress']>[number];

function policy(
  { namespace }: MeasureManifest,
  servers: Labels,
  name: string,
  ingress: Rule[],
): NetworkPolicy {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name, namespace, labels: ownerLabel },
    spec: {
      podSelector: { matchLabels: servers },
      policyTypes: ['Ingress'],
      ingress,
    },
  };
}
