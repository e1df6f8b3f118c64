/** What becomes of packets for Services: asked of the computed and of the real rules of a recorded cluster alike. */
import { groupBy } from '../../lib/base/lists';
import { type Asked, type Datapath, type Endpoint, Network, Predictor, type Walk } from '../../lib/datapath';
import type { Send } from '../../lib/datapath/walker';
import type { PlannedService } from '../../lib/kube-proxy/planned-services';
import { Address, isLinkLocal, type Protocol, podPosition, valuesOf } from '../../lib/net';
import type { RecordedRun } from './recorded-run';

/** How often each endpoint is taken where chance is fair: one that is left out or added then moves others too. */
const turns = 2;
/** Senders are those of so many nodes, and the outside. */
const sendingNodes = 3;

/** Senders have one port: what rules say of ports that are not known is another matter. */
class FromOnePort extends Network {
  override walk(send: Send): Walk {
    return super.walk({ sourcePort: 40_000, ...send });
  }
}

/** A port at an address, over a protocol. */
export interface Question extends Asked {
  readonly protocol: Protocol;
}

/** Each Service's ports, one that it has not, and an address that no Service has. */
export function questions(run: RecordedRun, services: readonly PlannedService[]): Question[] {
  const nobodys = run.plan.families.map((family) =>
    family === 'ipv4' ? '10.96.200.200' : 'fd00:10:96::c8c8',
  );
  return [
    ...services.flatMap((service) => ofService(service, nodeAddresses(run))),
    ...nobodys.map((address) => ({
      id: 'nobody',
      address: Address.parse(address),
      port: 443,
      protocol: 'tcp' as const,
      answering: [],
    })),
  ];
}

/** All that the nodes' devices have, those of bridges and tunnels too: kube-proxy's forms take NodePorts at different ones. */
function nodeAddresses({ machines }: RecordedRun): Address[] {
  const all = machines
    .filter(({ id }) => id.startsWith('node:'))
    .flatMap(({ read }) => read.links.flatMap(({ addresses }) => addresses.map(({ address }) => address)));
  return [...new Map(all.map((address) => [`${address}`, address])).values()].filter(
    (address) => !isLinkLocal(address),
  );
}

function ofService(service: PlannedService, nodes: readonly Address[]): Question[] {
  const { name, clusterIp, ports, endpoints } = service;
  const answering = endpoints.map(({ id }) => id);
  return ports.flatMap(({ protocol, port, nodePort }) => {
    const at = (address: Address, number: number) => ({
      id: `service:${name}`,
      address,
      port: number,
      protocol,
      answering,
    });
    return [
      ...valuesOf(clusterIp).flatMap((address) => [at(address, port), { ...at(address, 7), answering: [] }]),
      ...(nodePort === undefined ? [] : nodes.map((address) => at(address, nodePort))),
    ];
  });
}

/** What becomes of every question from the nodes, their asked pods and the outside. */
export function fates(datapath: Datapath, asked: readonly Question[]): string[] {
  const predictor = new Predictor(new FromOnePort(datapath));
  return senders(datapath).flatMap((from) =>
    asked
      .filter(({ address }) => from.address[address.family])
      .map((question) => {
        const { address, port, protocol } = question;
        return `${from.id} to ${address} ${protocol} ${port}: ${fate(predictor, from, question)}`;
      }),
  );
}

function senders({ endpoints }: Datapath): Endpoint[] {
  const nodes = endpoints.flatMap(({ kind, node }) => (kind === 'node' && node ? [node] : []));
  const some = new Set(nodes.slice(0, sendingNodes));
  return endpoints.filter(
    ({ id, kind, node }) =>
      kind === 'outside' || (node && some.has(node) && (kind === 'node' || Number(podPosition(id)) < 2)),
  );
}

/** Who answers how often and whom they see, or how it is refused. */
function fate(predictor: Predictor, from: Endpoint, { protocol, ...asked }: Question): string {
  const answering = Array.from({ length: turns }, () => asked.answering).flat();
  const ends = predictor.predictEach(from, { ...asked, answering }, protocol).map((way) => {
    if (way.unknown) return `unknown ${JSON.stringify(way.unknown)}`;
    if (way.reachable) return `${way.answeredBy} at ${way.forward.packet.port} sees ${way.source}`;
    const { drop } = way.forward;
    return `nobody, ${way.why?.code} ${(drop && 'reject' in drop && drop.reject) || ''}`;
  });
  return [...groupBy(ends.sort(), (end) => end)].map(([end, { length }]) => `${length} × ${end}`).join(', ');
}
