/**
 * Policies of the whole cluster (policy.networking.k8s.io, ClusterNetworkPolicy). The tier Admin comes before a namespace's
 * NetworkPolicies, which come before the tier Baseline: "v1.NetworkPolicy always makes a final decision for selected pods"
 * (network-policy-api v0.3.0, apis/v1alpha2). They name the probes' own pods alone, and deny what allow-probers lets in.
 */
import { probePort } from '../../prober';
import { adminPortOffset, baselinePortOffset } from '../../prober/questions/settings';
import { networkLabel, ownerLabel, partLabel } from '../words';
import type { KubernetesObject } from '.';

/** Group of the API. */
export const clusterPolicyGroup = 'policy.networking.k8s.io';
/** Versions in which the fields that are used here are alike, the first that is served is taken. */
export const clusterPolicyVersions = ['v1alpha2', 'v1beta1'] as const;
/** The kind as a resource, with its group. */
export const clusterPolicyResource = `clusternetworkpolicies.${clusterPolicyGroup}`;

/** Among those of its tier: others that name these pods are none of ours, and no two of one number decide between each other. */
const priority = 737;

/** Where they belong, and what they go with. */
export interface ClusterPolicyPlace {
  readonly namespace: string;
  /** Of the namespace. */
  readonly uid: string;
  readonly version: (typeof clusterPolicyVersions)[number];
}

/** Names of the two objects of a namespace. */
export const clusterPolicyNames = (namespace: string): readonly string[] =>
  tiers.map(({ tier }) => nameOf(namespace, tier));

const tiers = [
  { tier: 'Admin', offset: adminPortOffset },
  { tier: 'Baseline', offset: baselinePortOffset },
] as const;

const nameOf = (namespace: string, tier: string) => `${namespace}-${tier.toLowerCase()}`;

/** One of each tier. The namespace owns them: where nobody removes them, they go with it. */
export function clusterPolicies({ namespace, uid, version }: ClusterPolicyPlace): KubernetesObject[] {
  const pods = (labels: Readonly<Record<string, string>>) => ({
    pods: {
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } },
      podSelector: { matchLabels: labels },
    },
  });
  const owner = { apiVersion: 'v1', kind: 'Namespace', name: namespace, uid };
  return tiers.map(({ tier, offset }) => {
    const destinationPort = { number: probePort + offset };
    return {
      apiVersion: `${clusterPolicyGroup}/${version}`,
      kind: 'ClusterNetworkPolicy',
      metadata: { name: nameOf(namespace, tier), labels: ownerLabel, ownerReferences: [owner] },
      spec: {
        tier,
        priority,
        subject: pods({ [partLabel]: 'guarded' }),
        ingress: [
          {
            name: 'deny-probers',
            action: 'Deny',
            from: [pods({ [partLabel]: 'prober', [networkLabel]: 'pod' })],
            protocols: [{ tcp: { destinationPort } }, { udp: { destinationPort } }],
          },
        ],
      },
    };
  });
}
