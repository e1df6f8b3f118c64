import { type Datapath, type Endpoint, Network, Predictor } from '../../../datapath';
import { isPod } from '../../../net';
import type { Cell } from './grid';

/** Says which way a cell's packets take over the computed state: hosts and links, one after the other. */
export function pathFinder(datapath: Datapath | undefined): (cell: Cell) => string[] | undefined {
  if (!datapath) return () => undefined;
  const predictor = new Predictor(new Network(datapath));
  const endpoints = new Map(datapath.endpoints.map((endpoint) => [endpoint.id, endpoint]));
  return ({ checks }) => {
    const { from, to, family } = checks.find(isBetweenPods) ?? checks[0]!;
    const [sender, receiver] = [endpoints.get(from), endpoints.get(to)];
    if (!sender || !receiver?.address[family]) return undefined;
    return pathOf(predictor, sender, receiver, family);
  };
}

/** The longest way of those between two nodes. */
const isBetweenPods = ({ from, to }: Cell['checks'][number]) => isPod(from) && isPod(to);

function pathOf(predictor: Predictor, from: Endpoint, to: Endpoint, family: 'ipv4' | 'ipv6'): string[] {
  const { forward } = predictor.predict(from, to, family, 'tcp');
  const places = forward.hops.map(({ host, link }) => (link ? `${host} ${link}` : host));
  return pathHosts(places);
}

/** Places as `host` or `host link`, in words: a host is named once, with its links behind it. */
export function pathHosts(places: readonly string[]): string[] {
  const hosts: [string, string[]][] = [];
  for (const place of places) {
    const [host, link] = place.split(' ') as [string, string | undefined];
    const last = hosts.at(-1);
    if (last?.[0] !== host) hosts.push([host, link ? [link] : []]);
    else if (link && last[1].at(-1) !== link) last[1].push(link);
  }
  return hosts.map(([host, links]) => (links.length > 0 ? `${host} (${links.join(', ')})` : host));
}
