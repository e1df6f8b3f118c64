import type { Hop } from '../../../datapath';
import { dropPattern } from '../../drop-pattern';
import type { Trace } from '../../trace';

/**
 * A host that has no route, or none but the default route, which leads out of the cluster: the network between the
 * nodes knows nothing of pods and drops the packet.
 */
export const missingRoute = dropPattern(['no-route', 'blackhole'], (trace, _failure, { meant }) => {
  const last = lastRouted(trace);
  if (!last) return undefined;
  const { target, range } = trace;
  const { node } = target;
  if (target.kind === 'outside' && trace.host.role !== 'pod') return undefined;
  const isPod = trace.host.role === 'pod'; // one that lacks a way out lacks all of them
  const lacking = isPod ? trace.host : trace.hostNamed(last.name);
  const mend = lacking ? meant.routes(lacking, last.name, isPod ? undefined : trace.destination) : [];
  const missing = {
    code: 'route-missing',
    where: last.name,
    range,
    node,
    ...(mend.length > 0 && { mend }),
  } as const;
  if (isPod) return { key: last.name, cause: { ...missing, pod: true, byDefault: false } };
  if (trace.hostNamed(last.name)?.bgp)
    return {
      key: [last.name, node].sort().join(' '),
      cause: { code: 'bgp-session-down', host: last.name, peer: node, range },
    };
  return {
    key: `${last.name} ${range}`,
    cause: { ...missing, pod: false, byDefault: last.byDefault === true },
  };
});

/** Where the route is missing: the host itself, or the last one before the router that had nothing better than its default route. */
export function lastRouted({
  drop,
  host,
  hops,
  from,
  to,
  hostNamed,
}: Trace): { name: string; byDefault?: boolean } | undefined {
  if (drop.code === 'no-route') {
    const pod = [from, to].find((endpoint) => endpoint.kind === 'pod' && endpoint.host === host.name);
    return { name: pod?.id ?? host.name };
  }
  if (host.role !== 'router') return undefined;
  // A node's NAT is a router too, and passes all on by its default route.
  const byDefault = hops.findLast((hop) => hostNamed(hop.host)?.role !== 'router' && isDefault(hop));
  return byDefault && { name: byDefault.host, byDefault: true };
}

function isDefault({ decision }: Hop): boolean {
  return decision.step === 'route' && decision.route.destination.prefix === 0;
}
