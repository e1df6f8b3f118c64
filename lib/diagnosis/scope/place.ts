import type { CheckResult } from '../../check';
import { isPod, nodeOf, placeOf } from '../../net';
import type { Failure } from '../failure';
import { nodesOf } from './traffic';

/** The end that failures have in common: what asks, what is asked, or either. */
export type Side = 'from' | 'to' | 'both';

/** Where failures are: the smallest place that is at one end of each. */
export type Place =
  /** One exchange's two ends. */
  | { readonly code: 'exchange'; readonly from: string; readonly to: string }
  /** One pod, or one node's own address, by its id. */
  | { readonly code: 'endpoint'; readonly id: string; readonly side: Side }
  /** One node with its pods. */
  | { readonly code: 'node'; readonly node: string; readonly side: Side }
  /** Two nodes, and only between them. */
  | { readonly code: 'between'; readonly nodes: readonly [string, string] }
  /** A few of the nodes; what has none of them at an end passes. */
  | { readonly code: 'nodes'; readonly nodes: readonly string[] }
  /** Between nodes of different zones, while what stays in a zone passes. */
  | { readonly code: 'zones' }
  /** Between all nodes, while what stays on a node passes. */
  | { readonly code: 'crossing' }
  | { readonly code: 'everywhere' };

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
  const [id] = common.filter((one) => !isPod(one) || hasPassingSibling(one, tried));
  if (id === undefined) return undefined;
  return { code: 'endpoint', id, side: sideOf(failures, (end) => end === id) };
}

/** Whether another pod of the same node reaches or is reached from other nodes. */
function hasPassingSibling(id: string, tried: readonly CheckResult[]): boolean {
  const node = nodeOf(id);
  const isSibling = (end: string) => end !== id && isPod(end) && nodeOf(end) === node;
  return tried.some(
    ({ from, to, verdict }) =>
      verdict === 'pass' && nodeOf(from) !== nodeOf(to) && (isSibling(from) || isSibling(to)),
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
const mostNodes = 3;

/** The fewest nodes that all failures touch, where at least two others remain whose traffic with one another passes. */
function fewNodes(failures: readonly Failure[], tried: readonly CheckResult[]): Place | undefined {
  const all = nodesOf(tried);
  const chosen: string[] = [];
  let left: readonly Failure[] = failures;
  while (left.length > 0) {
    const counts = new Map<string, number>();
    for (const { from, to } of left)
      for (const name of new Set([nodeOf(from), nodeOf(to)])) counts.set(name, (counts.get(name) ?? 0) + 1);
    const [worst] = [...counts].sort(([, a], [, b]) => b - a)[0]!;
    chosen.push(worst);
    if (chosen.length > mostNodes || chosen.length > all.length - 2) return undefined;
    left = left.filter(({ from, to }) => nodeOf(from) !== worst && nodeOf(to) !== worst);
  }
  return { code: 'nodes', nodes: chosen.sort() };
}

const crossesZones = ({ id }: CheckResult) => id.endsWith('/cross-zone');

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

/** Whether an exchange has the place at the end that the failures have it at. */
export function touches(place: Place, { id, from, to }: CheckResult): boolean {
  const at = (isEnd: (end: string) => boolean, side: Side) =>
    (side !== 'to' && isEnd(from)) || (side !== 'from' && isEnd(to));
  switch (place.code) {
    case 'exchange':
      return [place.from, place.to].includes(from) && [place.from, place.to].includes(to);
    case 'endpoint':
      return at((end) => end === place.id, place.side);
    case 'node':
      return at((end) => nodeOf(end) === place.node, place.side);
    case 'between':
      return new Set([nodeOf(from), nodeOf(to), ...place.nodes]).size === 2 && nodeOf(from) !== nodeOf(to);
    case 'nodes':
      return place.nodes.includes(nodeOf(from)) || place.nodes.includes(nodeOf(to));
    case 'zones':
      return id.endsWith('/cross-zone');
    case 'crossing':
      return nodeOf(from) !== nodeOf(to);
    case 'everywhere':
      return true;
  }
}

/** Names of nodes and ids of pods that a place is; empty where it is no one place. */
export function namesOf(place: Place): string[] {
  switch (place.code) {
    case 'exchange':
      return [...new Set([place.from, place.to].flatMap(endNames))];
    case 'endpoint':
      return endNames(place.id);
    case 'node':
      return [place.node];
    case 'between':
    case 'nodes':
      return [...place.nodes];
    default:
      return [];
  }
}

/** A pod by its id, with its node, as its link has an end on each. */
function endNames(id: string): string[] {
  const place = placeOf(id);
  if (!place) return [id];
  return place.kind === 'pod' ? [id, place.node] : [place.node];
}
