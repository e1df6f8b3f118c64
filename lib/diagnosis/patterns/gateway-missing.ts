import { dropPattern } from '../drop-pattern';
import type { Trace } from '../trace';
import { lastRouted } from './missing-route';

/** A bridge without its address: pods find no gateway, and their node has no route to them. */
export const gatewayMissing = dropPattern(['no-neighbour', 'no-route', 'blackhole'], (trace) => {
  const node = trace.drop.code === 'no-neighbour' ? askingPod(trace) : emptyNode(trace);
  return node === undefined ? undefined : { key: node, cause: { code: 'gateway-missing', node } };
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
