import { dropPattern } from '../drop-pattern';
import type { Trace } from '../trace';
import { lastRouted } from './missing-route';

/** A bridge without its address: pods find no gateway, and their node has no route to them. */
export const gatewayMissing = dropPattern(['no-neighbour', 'no-route', 'blackhole'], (trace) => {
  const node = trace.code === 'no-neighbour' ? askingPod(trace) : emptyNode(trace);
  if (!node) return undefined;
  return {
    code: 'gateway-missing',
    key: node,
    cause: `The bridge of ${node} has lost its address: the pods there find no gateway, and ${node} itself has no route to them`,
    remedy: `Give the bridge of ${node} its address back (ip addr add GATEWAY/PREFIX dev BRIDGE), and see what took it`,
  };
});

/** The node of a pod that asks its range for a gateway, and hears nothing. */
function askingPod({ host, hops, from, to }: Trace): string | undefined {
  const routed = hops.findLast(({ decision }) => decision.step === 'route');
  const ranged = host.links.some(({ addresses }) =>
    addresses.some(({ address, prefix }) => address.family === 'ipv4' && prefix < 32),
  );
  if (host.role !== 'pod' || !ranged || routed?.decision.step !== 'route' || !routed.decision.route.via)
    return undefined;
  return [from, to].find((endpoint) => endpoint.host === host.name)?.node;
}

/** A node that has no route to its own pods. */
function emptyNode(trace: Trace): string | undefined {
  const last = lastRouted(trace);
  return last?.name === trace.target.node && trace.target.kind === 'pod' ? last.name : undefined;
}
