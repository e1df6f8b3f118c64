import type { Hop } from '../../datapath';
import { dropPattern } from '../drop-pattern';
import type { Trace } from '../trace';

/**
 * A host that has no route, or none but the default route, which leads out of the cluster: the network between the
 * nodes knows nothing of pods and drops the packet.
 */
export const missingRoute = dropPattern(['no-route', 'blackhole'], (trace) => {
  const last = lastRouted(trace);
  if (!last) return undefined;
  const { target, range } = trace;
  if (target.kind === 'outside' && trace.host.role !== 'pod') return undefined;
  const peer = target.node;
  if (trace.host.role === 'pod')
    return {
      code: 'route-missing',
      key: last.name,
      cause: `${last.name} has no route to ${range} (${target.node}), nor to anything else outside of its own network`,
      remedy: `Look why the CNI's plug-in did not give it a default route (in it: ip route); delete the pod, so that it is made anew`,
    };
  if (trace.hostNamed(last.name)?.bgp)
    return {
      code: 'bgp-session-down',
      key: [last.name, peer].sort().join(' '),
      cause: `${last.name} has not learnt the route to ${range} from ${peer}: the two have no BGP session`,
      remedy: `See the sessions on both (birdc show protocols, calicoctl node status) and open TCP port 179 between ${last.name} and ${peer}`,
    };
  const astray = last.byDefault
    ? '; its default route takes the packets to the router, which drops them'
    : '';
  return {
    code: 'route-missing',
    key: `${last.name} ${range}`,
    cause: `${last.name} has no route to ${range} (${target.node})${astray}`,
    remedy: `Look why the CNI's agent on ${last.name} did not program it; on ${last.name}: ip route; by hand: ip route add ${range} via NEXT-HOP`,
  };
});

/** Where the route is missing: the host itself, or the last one before the router that had nothing better than its default route. */
export function lastRouted({
  code,
  host,
  hops,
  from,
  to,
}: Trace): { name: string; byDefault?: boolean } | undefined {
  if (code === 'no-route') {
    const pod = [from, to].find((endpoint) => endpoint.kind === 'pod' && endpoint.host === host.name);
    return { name: pod?.id ?? host.name };
  }
  if (host.role !== 'router') return undefined;
  const byDefault = hops.findLast((hop) => hop.host !== host.name && isDefault(hop));
  return byDefault && { name: byDefault.host, byDefault: true };
}

function isDefault({ decision }: Hop): boolean {
  return decision.step === 'route' && decision.route.destination.prefix === 0;
}
