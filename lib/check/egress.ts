import type { Family } from '../net';
import type { Testbed } from '../testbed';
import type { Check } from './check';
import { predictedReach } from './predicted-reach';
import type { Predictions } from './predictions';

/** A pod's packets leave the cluster with its node's address: nobody outside knows a way back to a pod. */
export function egressChecks(
  predictions: Predictions,
  { datapath, cni, fault }: Testbed,
  family: Family,
): Check[] {
  const outside = datapath.endpoints.find(({ kind }) => kind === 'outside');
  if (!outside) return [];
  const nodes = new Map(
    datapath.endpoints.filter(({ kind }) => kind === 'node').map((node) => [node.node, node]),
  );
  const translating = new Set(
    (fault?.intended ?? datapath).hosts
      .filter(({ nat }) => nat.some((rule) => rule.family === family))
      .map(({ name }) => name),
  );
  const pods = datapath.endpoints.filter(({ kind }) => kind === 'pod');
  return pods.flatMap((pod) => {
    const tcp = predictions.of(pod, outside, family, 'tcp');
    const udp = predictions.of(pod, outside, family, 'udp', tcp);
    const skip = translating.has(pod.node)
      ? undefined
      : `nothing translates what leaves the cluster (${cni.name}, as realised here)`;
    return (['tcp', 'udp'] as const).map(
      (protocol): Check => ({
        id: 'egress/nat',
        from: pod.id,
        to: outside.id,
        family,
        protocol,
        required: { reachable: true, sources: [`${nodes.get(pod.node)!.address[family]}`] },
        predicted: predictedReach(protocol === 'tcp' ? tcp : udp),
        skip,
      }),
    );
  });
}
