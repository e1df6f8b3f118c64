import type { Check, Observed } from '../check';
import { endpointIds } from '../prober/questions/settings';
import { ipsOf } from './addresses';
import type { ClusterNode } from './cluster-node';
import type { Answers } from './job-report';
import type { ClusterObservations } from './observations';

/** Which addresses an endpoint has: clients and nodes report their own, of servers the API knows them. */
export function endpointAddresses(
  { from, predicted }: Check,
  answers: Answers,
  observations: ClusterObservations,
): Observed {
  const devices = answers.report(from)?.start.interfaces;
  const addresses = devices
    ? devices.flatMap((device) => device.addresses)
    : observations.pods.flatMap((pod) => (isServer(from, pod) ? ipsOf(pod) : []));
  return { addresses, alsoOn: predicted.alsoOn };
}

function isServer(id: string, pod: ClusterObservations['pods'][number]): boolean {
  return endpointIds.pod(pod.spec?.nodeName ?? '') === id;
}

/** The share of the pod network that a Node object has. */
export function nodeShares({ from, family }: Check, nodes: readonly ClusterNode[]): Observed {
  const share = nodes.find(({ name }) => endpointIds.node(name) === from)?.podCidr[family];
  return { addresses: share ? [`${share}`] : [] };
}
