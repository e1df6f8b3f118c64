/** Which nodes send to which through a tunnel, as the computed state has it: a mesh, or a part of one. */

import { type Datapath, type Endpoint, Network } from '../../../datapath';
import { primary } from '../../../net';
import type { Results } from '../../../results';

/** An ordered pair of nodes. */
export interface NodePair {
  readonly from: string;
  readonly to: string;
}

/** The tunnels between nodes. */
export interface Tunnels {
  /** Which pairs there would be if none were missing: all of them, or those of two zones. */
  readonly kind: 'each-other' | 'other-zones';
  /** Pairs whose pods' packets are wrapped and sent to the other node. */
  readonly pairs: readonly NodePair[];
  /** Pairs that the others would lead to expect, and that there are not. */
  readonly missing: readonly NodePair[];
  /** Of how many others each node was tried with some alone; absent: all pairs were tried. */
  readonly sampledOf?: number;
}

/** Nodes up to which every pair is walked; beyond, each node is tried with so many of the others. */
const mostWalked = 120;
const tried = 12;

/** The tunnels of a state; undefined where nothing between pods of two nodes goes through one. */
export function tunnelsOf({ plan }: Results, datapath: Datapath): Tunnels | undefined {
  const nodes = plan.nodes.flatMap(({ name, zone }): Place[] => {
    const pod = datapath.endpoints.find((endpoint) => endpoint.kind === 'pod' && endpoint.node === name);
    return pod ? [{ name, zone, pod }] : [];
  });
  const walk = walker(datapath);
  const asked = pairsAsked(nodes);
  const found = asked.map(([from, to]) => walk(from, to));
  if (!found.includes(true)) return undefined;
  const within = asked.some(([from, to], i) => found[i] && from.zone === to.zone);
  const expected = ([from, to]: readonly [Place, Place]) => within || from.zone !== to.zone;
  const several = new Set(nodes.map(({ zone }) => zone)).size > 1;
  return {
    kind: several && !within ? 'other-zones' : 'each-other',
    pairs: asked.filter((_, i) => found[i]).map(namesOf),
    missing: asked.filter((pair, i) => !found[i] && expected(pair)).map(namesOf),
    ...(nodes.length > mostWalked ? { sampledOf: nodes.length - 1 } : {}),
  };
}

interface Place {
  readonly name: string;
  readonly zone: string;
  readonly pod: Endpoint;
}

const namesOf = ([from, to]: readonly [Place, Place]): NodePair => ({ from: from.name, to: to.name });

function pairsAsked(nodes: readonly Place[]): (readonly [Place, Place])[] {
  const all = nodes.length <= mostWalked;
  return nodes.flatMap((from, i) =>
    (all ? nodes : neighboursOf(nodes, i)).filter((to) => to !== from).map((to) => [from, to] as const),
  );
}

/** Some of the others, spread evenly over the list. */
function neighboursOf(nodes: readonly Place[], place: number): Place[] {
  const step = Math.floor(nodes.length / (tried + 1));
  return Array.from({ length: tried }, (_, i) => nodes[(place + (i + 1) * step) % nodes.length]!);
}

/** Whether the packet of a pod there is wrapped for the other node. */
function walker(datapath: Datapath): (from: Place, to: Place) => boolean {
  const network = new Network(datapath);
  const owners = new Map([
    ...datapath.hosts
      .filter(({ role }) => role === 'node')
      .flatMap(({ name, links }) =>
        links.flatMap(({ addresses }) => addresses.map(({ address }) => [`${address}`, name] as const)),
      ),
    ...datapath.endpoints.flatMap(({ host, external = {} }) =>
      Object.values(external).map((address) => [`${address}`, host] as const),
    ),
  ]);
  return (from, to) => {
    const [source, destination] = [primary(from.pod.address), primary(to.pod.address)];
    const { hops } = network.walk({ host: from.name, source, destination, protocol: 'tcp' });
    const wrapped = hops.findIndex(({ decision }) => decision.step === 'encapsulate');
    const outer = wrapped < 0 ? undefined : hops[wrapped + 1]?.packet.destination;
    return outer !== undefined && owners.get(`${outer}`) === to.name;
  };
}
