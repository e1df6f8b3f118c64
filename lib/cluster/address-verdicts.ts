import { type Check, type CheckResult, judge, skip } from '../check';
import type { Family } from '../net';
import type { Plan } from '../plan';
import { ipsOf } from './addresses';
import type { ClusterNode } from './cluster-node';
import { endpointIds } from './job/settings';
import type { Answers } from './job-report';
import type { ClusterObservations } from './observations';
import { planNodeOf } from './told-shares';

/** Everybody's address once, in the node's range. Clients and nodes say themselves what they have, servers the API. */
export function addressVerdict(
  check: Check,
  answers: Answers,
  observations: ClusterObservations,
): CheckResult {
  const devices = answers.report(check.from)?.start.interfaces;
  const addresses = devices
    ? devices.flatMap((device) => device.addresses)
    : observations.pods.flatMap((pod) => (isServer(check.from, pod) ? ipsOf(pod) : []));
  return judge(check, { addresses, alsoOn: check.predicted.alsoOn });
}

function isServer(id: string, pod: ClusterObservations['pods'][number]): boolean {
  return endpointIds.pod(pod.spec?.nodeName ?? '') === id;
}

/** Each Node object's share of the pod network against the plan that the cluster was built from. */
export function shareVerdicts(
  plan: Plan | undefined,
  nodes: readonly ClusterNode[],
  families: readonly Family[],
): CheckResult[] {
  const planned = plan && planNodeOf(plan, nodes);
  return nodes.flatMap((node) =>
    families.map((family) => {
      const share = planned?.get(node.name)?.podCidr?.[family];
      const check: Check = {
        id: 'address/node-share',
        requirement: 0,
        from: endpointIds.node(node.name),
        to: endpointIds.node(node.name),
        family,
        required: share ? { addresses: [`${share}`] } : {},
        predicted: { none: true },
      };
      if (!plan) return skip(check, 'no plan was told to compare with (--spec)');
      if (!share) return skip(check, 'the plan has no such node');
      return judge(check, { addresses: node.podCidr[family] ? [`${node.podCidr[family]}`] : [] });
    }),
  );
}
