import type { Host, Route } from '../../datapath';
import { dropPattern, placeName } from '../drop-pattern';
import type { Trace } from '../trace';

/** Nobody answers for the next hop. Who should have tells what is wrong. */
export const missingNeighbour = dropPattern(['no-neighbour'], (trace) => {
  const where = placeName(trace);
  const routed = trace.hops.findLast(({ decision }) => decision.step === 'route');
  if (routed?.decision.step !== 'route') return undefined;
  const { route } = routed.decision;
  const { destination, host, target, range } = trace;
  if (host.role === 'pod') return gateway(trace, where, route);
  if (isOwnRange(host, route) && target.node !== host.name)
    return {
      code: 'overlapping-range',
      key: `${where} ${route.link}`,
      cause: `${route.link} on ${where} has the range ${route.destination}, which overlaps the share of ${target.node} (${range}): packets for pods there stay on ${where}, where nobody has the address`,
      remedy: `Give ${route.link} another range (Docker: default-address-pools in daemon.json), or the cluster another pod network`,
    };
  const tunnelled = ['vxlan', 'vxlan-flow', 'geneve-flow'].includes(
    host.links.find(({ name }) => name === route.link)?.type ?? '',
  );
  return {
    code: 'neighbour-missing',
    key: `${where} ${route.via ?? destination}`,
    cause: `${trace.reason}${tunnelled ? ': a tunnel device asks nobody, the CNI must program the entry' : ''}`,
    remedy: `See ip neigh on ${where}; by hand: ip neigh add ${route.via ?? destination} lladdr MAC dev ${route.link} nud permanent`,
  };
});

/** A pod whose router does not answer. */
function gateway({ from, to, host }: Trace, where: string, route: Route) {
  const pod = [from, to].find((endpoint) => endpoint.host === host.name)!;
  if (host.links.every(({ addresses }) => addresses.every(({ prefix }) => prefix >= 32)))
    return {
      code: 'proxy-arp-off',
      key: where,
      cause: `${pod.node} does not answer when ${where} asks for its gateway ${route.via}: no host has that address, the node's end of the cable must answer in its place (proxy_arp)`,
      remedy: `Set net.ipv4.conf.LINK.proxy_arp to 1 for the link of ${where} on ${pod.node}, and see that the node has a default route, without which the kernel does not answer`,
    };
  return undefined;
}

const isOwnRange = ({ links }: Host, { via, link, protocol }: Route) =>
  via === undefined &&
  protocol === 'kernel' &&
  links.some(({ name, type }) => name === link && type === 'bridge');
