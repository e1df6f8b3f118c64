import { Explainer } from '../../check';
import { type Datapath, type Endpoint, type Host, type Route, routeWords } from '../../datapath';
import { type Address, valuesOf } from '../../net';
import type { Explanation, Pattern, Run } from '../diagnosis';

/** A route of a node that leads to other nodes by another card than that of its own address. */
interface Detour {
  readonly host: Host;
  readonly route: Route;
  /** Card that it leads by. */
  readonly link: string;
  /** Card with the node's address. */
  readonly card: string;
  /** Nodes that it leads to. */
  readonly nodes: readonly string[];
}

/** Answers leave by another card than requests come in by: all failures that pass once the route is gone. */
export const asymmetricRoute: Pattern = (run) =>
  run.datapath ? detoursIn(run.datapath).flatMap((detour) => explained(detour, run)) : [];

function explained(detour: Detour, { datapath, failures, walks }: Run): Explanation[] {
  const straight = new Explainer(without(datapath!, detour));
  const own = failures.filter((failure) => straight.fails(failure) === false);
  if (own.length === 0) return [];
  const { host, route, link, card, nodes } = detour;
  const strict = own.some((failure) => {
    const drop = walks.trace(failure)?.drop;
    return drop?.code === 'reverse-path' && drop.host === host.name && drop.link === card;
  });
  const words = routeWords(route);
  const mend = [{ where: host.name, command: ['ip', 'route', 'del', ...words] }];
  const cause = {
    code: 'asymmetric-route' as const,
    where: host.name,
    towards: nodes,
    route: words.join(' '),
    link,
    card,
    strict,
    otherSource: own.some(({ why }) => why?.code === 'source-not-allowed'),
    mend,
  };
  return [{ cause, failures: own }];
}

const without = (datapath: Datapath, { host, route }: Detour): Datapath => ({
  ...datapath,
  hosts: datapath.hosts.map((one) =>
    one.name === host.name ? { ...one, routes: one.routes.filter((other) => other !== route) } : one,
  ),
});

function detoursIn({ hosts, endpoints }: Datapath): Detour[] {
  const nodes = endpoints.filter(({ kind }) => kind === 'node');
  const byName = new Map(hosts.map((host) => [host.name, host]));
  return nodes.flatMap((node) => {
    const host = byName.get(node.host);
    const card = host?.links.find(({ addresses }) => addresses.some(({ address }) => owns(node, address)));
    if (!host || !card) return [];
    const others = new Set(
      host.links.flatMap((link) =>
        link.type === 'veth' && link !== card && byName.get(link.peer.host)?.role !== 'pod'
          ? [link.name]
          : [],
      ),
    );
    return host.routes.flatMap((route): Detour[] => {
      const { link, destination } = route;
      if (link === undefined || !others.has(link) || destination.prefix === 0) return [];
      const led = nodes.filter((other) => other !== node && leadsTo(route, other));
      return led.length === 0
        ? []
        : [{ host, route, link, card: card.name, nodes: led.map(({ node: name }) => name) }];
    });
  });
}

const owns = (node: Endpoint, address: Address) => valuesOf(node.address).some((own) => own.equals(address));

const leadsTo = ({ destination }: Route, { address }: Endpoint) =>
  valuesOf(address).some((one) => destination.contains(one));
