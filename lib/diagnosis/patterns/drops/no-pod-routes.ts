/**
 * Nodes without routes to one another's pods, where the state as it is meant has none either: nobody has lost anything, there
 * is no CNI that would make them.
 */
import { addTo } from '../../../base/lists';
import { type Datapath, type Endpoint, type Host, routeWords } from '../../../datapath';
import { Cidr, valuesOf } from '../../../net';
import type { Pattern } from '../../diagnosis';
import type { Failure } from '../../failure';
import type { Command } from '../../mend';
import { Walks } from '../../trace';
import { lastRouted } from './missing-route';

/** Nodes that commands are named for, at most. */
const mostNodes = 3;
/** Commands that are named, at most: the routes among three nodes. */
const mostCommands = 6;
/** Shares that are named; the others are counted. */
const mostShares = 3;

/** One cause, however many routes are missing: together they are what a CNI programs. */
export const noPodRoutes: Pattern = ({ failures, walks, intended, datapath }) => {
  const meant = intended ? new Walks(intended) : walks;
  const lacking = new Map<string, Failure[]>();
  const shares = new Map<string, string>();
  let byDefault = true;
  for (const failure of failures) {
    const found = strandedAt(walks, failure);
    if (!found || (meant !== walks && strandedAt(meant, failure)?.where !== found.where)) continue;
    addTo(lacking, found.where, failure);
    shares.set(found.range, found.node);
    byDefault &&= found.byDefault;
  }
  if (lacking.size === 0 || !datapath) return [];
  const nodes = [...lacking.keys()].sort();
  const named = [...shares].sort().map(([range, node]) => ({ range, node }));
  const mend = nodes.length > mostNodes ? undefined : missingRoutes(datapath, nodes);
  const cause = {
    code: 'no-pod-routes' as const,
    nodes,
    shares: named.slice(0, mostShares),
    more: Math.max(0, named.length - mostShares),
    byDefault,
    ...(mend && mend.length <= mostCommands && { mend }),
  };
  return [{ cause, failures: [...lacking.values()].flat() }];
};

/** The node that has no route to another node's pods, and whose pods these are. */
function strandedAt(walks: Walks, failure: Failure) {
  const trace = walks.trace(failure);
  if (!trace || !['no-route', 'blackhole'].includes(trace.drop.code) || trace.target.kind !== 'pod')
    return undefined;
  const last = lastRouted(trace);
  const host = last && trace.hostNamed(last.name);
  if (!last || host?.role !== 'node' || host.bgp) return undefined;
  return {
    where: last.name,
    range: trace.range,
    node: trace.target.node,
    byDefault: last.byDefault === true,
  };
}

/** The routes that these nodes lack to the others' shares; undefined where one has no way there but over a router. */
function missingRoutes({ hosts, endpoints }: Datapath, nodes: readonly string[]): Command[] | undefined {
  const byName = new Map(hosts.map((host) => [host.name, host]));
  const commands = nodes.flatMap((name) => routesOf(byName.get(name)!, endpoints));
  return commands.every((command) => command) ? (commands as Command[]) : undefined;
}

function routesOf(host: Host, endpoints: readonly Endpoint[]): (Command | undefined)[] {
  const others = endpoints.filter(({ kind, node }) => kind === 'node' && node !== host.name);
  return others.flatMap((other) => {
    const pod = endpoints.find(({ kind, node }) => kind === 'pod' && node === other.node);
    return (pod ? valuesOf(pod.within) : []).flatMap((destination) => {
      if (host.routes.some((route) => `${route.destination}` === `${destination}`)) return [];
      const via = other.address[destination.family];
      const link = via && host.links.find(({ addresses }) => addresses.some(isBeside(via)));
      if (!via || !link) return [undefined];
      const words = routeWords({ destination, via, link: link.name });
      return [{ where: host.name, command: ['ip', 'route', 'replace', ...words] }];
    });
  });
}

const isBeside =
  (via: NonNullable<Endpoint['address']['ipv4']>) =>
  ({ address, prefix }: Host['links'][number]['addresses'][number]): boolean =>
    address.family === via.family && Cidr.around(address, prefix).contains(via);
