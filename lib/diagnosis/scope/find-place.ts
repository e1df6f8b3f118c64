/** The smallest place that all failures have at one end, beside exchanges that pass. */
import { groupBy } from '../../base/lists';
import type { CheckResult } from '../../check';
import { isPod, nodeOf } from '../../net';
import type { Failure } from '../failure';
import type { Place, Side } from './place';
import { crossesNodes, crossesZones, nodePair, nodesOf, trafficOf } from './traffic';

type Ends = Pick<CheckResult, 'from' | 'to'>;

/** @param tried exchanges of the same family and protocol, the failures among them */
export function placeOfFailures(failures: readonly Failure[], tried: readonly CheckResult[]): Place {
  return (
    exchange(failures) ??
    endpoint(failures, tried) ??
    node(failures) ??
    zones(failures, tried) ??
    fewNodes(failures, tried) ??
    between(failures, tried)
  );
}

function exchange(failures: readonly Ends[]): Place | undefined {
  const [first] = failures;
  const pair = ({ from, to }: Ends) => [from, to].sort().join(' ');
  if (!first || failures.some((failure) => pair(failure) !== pair(first))) return undefined;
  return { code: 'exchange', from: first.from, to: first.to };
}

/** An endpoint is to blame where others of its node pass; where it has no others, its node may be. */
function endpoint(failures: readonly Failure[], tried: readonly CheckResult[]): Place | undefined {
  const [first] = failures;
  const common = [first!.from, first!.to].filter((id) =>
    failures.every(({ from, to }) => from === id || to === id),
  );
  const [id] = common.filter((one) => !isPod(one) || hasPassingSibling(one, failures, tried));
  if (id === undefined) return undefined;
  const side = sideOf(failures, (end) => end === id);
  const only = otherNode(id, failures, tried);
  return { code: 'endpoint', id, side, ...(only && { with: only }) };
}

/** The one other node that all failures have at their other end, where the endpoint passes with further nodes. */
function otherNode(
  id: string,
  failures: readonly Failure[],
  tried: readonly CheckResult[],
): string | undefined {
  const other = ({ from, to }: Ends) => nodeOf(from === id ? to : from);
  const [node, ...more] = new Set(failures.map(other));
  if (node === undefined || more.length > 0 || node === nodeOf(id)) return undefined;
  const passes = tried.some(
    (check) =>
      check.verdict === 'pass' &&
      (check.from === id || check.to === id) &&
      ![node, nodeOf(id)].includes(other(check)),
  );
  return passes ? node : undefined;
}

/** Whether another pod of the same node passes with other nodes in some kind of traffic that fails. */
export function hasPassingSibling(
  id: string,
  failures: readonly Failure[],
  tried: readonly CheckResult[],
): boolean {
  const node = nodeOf(id);
  const kinds = new Set(failures.map((failure) => trafficOf(failure).kind));
  const isSibling = (end: string) => end !== id && isPod(end) && nodeOf(end) === node;
  return tried.some(
    (check) =>
      check.verdict === 'pass' &&
      crossesNodes(check) &&
      (isSibling(check.from) || isSibling(check.to)) &&
      kinds.has(trafficOf(check).kind),
  );
}

function node(failures: readonly Failure[]): Place | undefined {
  const [first] = failures;
  const ends = [...new Set([nodeOf(first!.from), nodeOf(first!.to)])];
  const common = ends.filter((name) =>
    failures.every(({ from, to }) => nodeOf(from) === name || nodeOf(to) === name),
  );
  const [a, b] = common;
  if (a === undefined) return undefined;
  if (b !== undefined) return { code: 'between', nodes: [a, b] };
  return { code: 'node', node: a, side: sideOf(failures, (end) => nodeOf(end) === a) };
}

/** At most this many nodes are named together. */
const mostNodes = 10;

/** The fewest nodes that all failures touch, where at least two others remain whose traffic with one another passes. */
function fewNodes(failures: readonly Failure[], tried: readonly CheckResult[]): Place | undefined {
  const all = nodesOf(tried);
  const chosen: string[] = [];
  let left = [...groupBy(failures, nodePair).values()].map((group) => ({
    nodes: new Set([nodeOf(group[0]!.from), nodeOf(group[0]!.to)]),
    count: group.length,
  }));
  while (left.length > 0) {
    const counts = new Map<string, number>();
    for (const { nodes, count } of left)
      for (const name of nodes) counts.set(name, (counts.get(name) ?? 0) + count);
    const [worst] = [...counts].sort(([, a], [, b]) => b - a)[0]!;
    chosen.push(worst);
    if (chosen.length > mostNodes || chosen.length > all.length - 2) return undefined;
    left = left.filter(({ nodes }) => !nodes.has(worst));
  }
  return { code: 'nodes', nodes: chosen.sort() };
}

/** Whether what goes from zone to zone fails as a whole, of each kind that fails, and nothing else does. */
function zones(failures: readonly Failure[], tried: readonly CheckResult[]): Place | undefined {
  if (!failures.every(crossesZones)) return undefined;
  const kinds = new Set(failures.map(({ id }) => id));
  const alike = tried.filter((check) => kinds.has(check.id));
  const inside = tried.some(({ id, verdict }) => id.endsWith('/cross-node') && verdict === 'pass');
  return inside && alike.length === failures.length ? { code: 'zones' } : undefined;
}

function between(failures: readonly Failure[], tried: readonly CheckResult[]): Place {
  const isLocal = ({ id }: CheckResult) => id.endsWith('/same-node');
  const local = tried.some((check) => isLocal(check) && check.verdict === 'pass') && !failures.some(isLocal);
  return { code: local ? 'crossing' : 'everywhere' };
}

function sideOf(failures: readonly Ends[], isEnd: (id: string) => boolean): Side {
  const from = failures.every((failure) => isEnd(failure.from));
  const to = failures.every((failure) => isEnd(failure.to));
  return from === to ? 'both' : from ? 'from' : 'to';
}
