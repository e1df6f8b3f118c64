import type { Host, Route } from '../../../datapath';
import { dropPattern, type Finding, placeName } from '../../drop-pattern';
import type { Trace } from '../../trace';

/** Nobody answers for the next hop. Who should have decides what is wrong. */
export const missingNeighbour = dropPattern(['no-neighbour'], (trace, _failure, { meant }) => {
  const where = placeName(trace);
  const routed = trace.hops.findLast(({ decision }) => decision.step === 'route');
  if (routed?.decision.step !== 'route') return undefined;
  const { route } = routed.decision;
  const { destination, host, target, range, drop } = trace;
  const { link } = route;
  if (host.role === 'pod') return gateway(trace, where, route);
  if (link !== undefined && isOwnRange(host, route) && target.node !== host.name)
    return {
      key: `${where} ${link}`,
      cause: {
        code: 'overlapping-range',
        where,
        link,
        own: `${route.destination}`,
        node: target.node,
        range,
      },
    };
  const address = `${route.via ?? destination}`;
  const type = host.links.find(({ name }) => name === link)?.type;
  const tunnel = type === 'vxlan' || type === 'vxlan-flow' || type === 'geneve-flow';
  const set = link === undefined ? undefined : meant.neighbour(host.name, link, address);
  return {
    key: `${where} ${address}`,
    cause: { code: 'neighbour-missing', where, drop, tunnel, address, link, mend: set && [set] },
  };
});

/** A pod whose router does not answer. */
function gateway({ from, to, host, hostNamed }: Trace, where: string, { via }: Route): Finding | undefined {
  const pod = [from, to].find((endpoint) => endpoint.host === host.name);
  const single = host.links.every(({ addresses }) => addresses.every(({ prefix }) => prefix >= 32));
  if (!pod || !single) return undefined;
  const cable = host.links.find((link) => link.type === 'veth');
  const answers = hostNamed(pod.node)?.sysctls[`ipv4/conf/${cable?.peer.link}/proxy_arp`] === '1';
  if (answers) return undefined;
  const mend = cable && [
    { where: pod.node, command: ['sysctl', '-w', `net.ipv4.conf.${cable.peer.link}.proxy_arp=1`] },
  ];
  return {
    key: where,
    cause: { code: 'proxy-arp-off', node: pod.node, where, gateway: via && `${via}`, mend },
  };
}

const isOwnRange = ({ links }: Host, { via, link, protocol }: Route) =>
  via === undefined &&
  protocol === 'kernel' &&
  links.some(({ name, type }) => name === link && type === 'bridge');
