import { isPod, nodeId } from '../../../net';
import type { Pattern } from '../../diagnosis';
import { dropPattern } from '../../drop-pattern';
import { without } from '../../failure';
import type { Trace } from '../../trace';
import { lastRouted } from './missing-route';

/** A bridge without its address: pods find no gateway, and their node has no route to them. */
export const gatewayMissing: Pattern = (run) => {
  const found = withoutGateway(run);
  const left = without(
    run.failures,
    found.flatMap(({ failures }) => failures),
  );
  return found.map(({ cause, failures }) => {
    if (cause.code !== 'gateway-missing') return { cause, failures };
    const own = nodeId(cause.node);
    // It was also the source of what the node itself sends to pods: the answers to another one may go astray.
    const more = left.filter(
      ({ from, to, predicted }) =>
        predicted.reachable === false && (from === own ? isPod(to) : to === own && isPod(from)),
    );
    return { cause, failures: [...failures, ...more] };
  });
};

const withoutGateway = dropPattern(
  ['no-neighbour', 'no-route', 'blackhole', 'no-forwarding-entry'],
  (trace, _failure, { meant }) => {
    const node = trace.drop.code === 'no-neighbour' ? askingPod(trace) : emptyNode(trace);
    if (node === undefined) return undefined;
    const set = meant.bridgeAddress(node);
    return { key: node, cause: { code: 'gateway-missing', node, mend: set && [set] } };
  },
);

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

/** A node that has no route to its own pods, or none but a wider one, which leads away from them. */
function emptyNode(trace: Trace): string | undefined {
  const { host, target, drop } = trace;
  if (drop.code === 'no-forwarding-entry') {
    const { family } = trace.destination;
    const bare = host.links.some(
      ({ type, addresses }) =>
        type === 'bridge' && !addresses.some(({ address }) => target.within[family]?.contains(address)),
    );
    return bare && host.name === target.node && target.kind === 'pod' ? host.name : undefined;
  }
  const last = lastRouted(trace);
  return last?.name === trace.target.node && trace.target.kind === 'pod' ? last.name : undefined;
}
