import { valuesOf } from '../../net';
import type { Plan } from '../../plan';

/** Names by which machines and what runs on them reach one another: the API server's and cluster DNS'. */
const ownDomains = ['.testbed.internal', '.svc', '.cluster.local'];

/**
 * What is reached without the proxy, whatever the spec says: the machine itself, the cluster's own names, and the planned
 * ranges of nodes, pods and Services. Go's programs and curl from 7.86 on understand ranges (golang.org/x/net/http/httpproxy;
 * curl's manual, --noproxy); apt asks nobody there.
 * @param further what the cloud adds, such as the address of its metadata
 */
export function withoutProxy(plan: Plan, noProxy: readonly string[], further: readonly string[]): string[] {
  const ranges = [...plan.zones.map(({ nodeCidr }) => nodeCidr), plan.podCidr, plan.serviceCidr];
  const own = ranges.flatMap((range) => valuesOf(range).map(String));
  return [...new Set(['localhost', '127.0.0.1', '::1', ...ownDomains, ...own, ...further, ...noProxy])];
}
