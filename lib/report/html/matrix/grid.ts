/** The reachability matrix as data: rows and columns, and what the checks of each cell say together. */

import { asksForSize, type CheckResult } from '../../../check';
import { nodeId, nodeOf, placeOf, podId } from '../../../net';
import type { Results } from '../../../results';
import { askedFor } from '../../derived/asked-for';
import { type Part, partsTried } from './sampling';

/** Endpoints up to which each has a row of its own, and nodes likewise; beyond, rows stand for groups of nodes. */
const mostEndpoints = 42;
const mostNodes = 120;

/** The worst of a cell: `size` where only large packets fail, `skip` where nothing fails and something was skipped. */
export type CellState = 'pass' | 'fail' | 'skip' | 'size';

/** The checks of one sender and one receiver. */
export interface Cell {
  readonly state: CellState;
  readonly checks: CheckResult[];
  /** Absent: all of its pairs were tried. */
  readonly part?: Part;
}

/** The matrix of senders and receivers. */
export interface Grid {
  /** What a row stands for. */
  readonly unit: 'endpoint' | 'node' | 'group of nodes';
  readonly labels: readonly string[];
  /** Places in `labels` of those that send, and of those that are asked. */
  readonly rows: readonly number[];
  readonly columns: readonly number[];
  /** By `row column`. */
  readonly cells: ReadonlyMap<string, Cell>;
}

/** The matrix of a run; in large ones a row stands for a node or a group of nodes. */
export function gridOf({ plan, checks, summary }: Results): Grid {
  const pairs = checks.filter(({ from, to }) => from !== to);
  const endpoints = inPlanOrder(plan, new Set(pairs.flatMap((check) => [check.from, askedFor(check)])));
  const nodes = [...new Set(endpoints.filter(isOfNode).map(nodeOf))];
  const unit =
    endpoints.length <= mostEndpoints ? 'endpoint' : nodes.length <= mostNodes ? 'node' : 'group of nodes';
  const labelOf = labelling(unit, nodes);
  const labels = [...new Set(endpoints.map(labelOf))];
  const places = new Map(labels.map((label, i) => [label, i]));
  const cells = new Map<string, Cell>();
  for (const check of pairs) {
    const key = `${places.get(labelOf(check.from))} ${places.get(labelOf(askedFor(check)))}`;
    const known = cells.get(key);
    if (!known) cells.set(key, { state: stateOf(check), checks: [check] });
    else {
      known.checks.push(check);
      cells.set(key, { state: worse(known, check), checks: known.checks });
    }
  }
  for (const [key, part] of partsTried({ plan, checks, summary }, cells, labelOf, places))
    cells.set(key, { ...cells.get(key)!, part });
  const taking = (side: 0 | 1) =>
    [...new Set([...cells.keys()].map((key) => Number(key.split(' ')[side])))].sort((a, b) => a - b);
  return { unit, labels, rows: taking(0), columns: taking(1), cells };
}

/** Whether it is a node or on one, and not the host outside, a Service or a name. */
export const isOfNode = (id: string) => placeOf(id) !== undefined;

/** A node and then its pods, node by node; what the plan does not name comes last. */
function inPlanOrder(plan: Results['plan'], present: ReadonlySet<string>): string[] {
  const planned = plan.nodes.flatMap(({ name, pods }) => [
    nodeId(name),
    ...pods.map((pod) => podId(pod.name)),
  ]);
  const known = new Set(planned);
  return [...planned.filter((id) => present.has(id)), ...[...present].filter((id) => !known.has(id))];
}

function labelling(unit: Grid['unit'], nodes: readonly string[]): (id: string) => string {
  if (unit === 'endpoint') return (id) => id;
  if (unit === 'node') return nodeOf;
  const perGroup = Math.ceil(nodes.length / (mostNodes / 2));
  const groups = new Map(
    nodes.map((node, i) => {
      const first = i - (i % perGroup);
      const last = Math.min(first + perGroup, nodes.length) - 1;
      return [node, spanOf(nodes[first]!, nodes[last]!)];
    }),
  );
  return (id) => groups.get(nodeOf(id)) ?? id;
}

/** `worker-4 … 7`; both names whole where their numbers alone would be ambiguous. */
function spanOf(first: string, last: string): string {
  if (first === last) return first;
  const name = last.replace(/\d+$/, '');
  const counted = name !== last && first.replace(/\d+$/, '') === name;
  return `${first} … ${counted ? last.slice(name.length) : last}`;
}

function stateOf(check: CheckResult): CellState {
  return check.verdict === 'fail' && asksForSize(check) ? 'size' : check.verdict;
}

function worse({ state }: Cell, check: CheckResult): CellState {
  const rank: readonly CellState[] = ['pass', 'skip', 'size', 'fail'];
  const now = stateOf(check);
  return rank.indexOf(now) > rank.indexOf(state) ? now : state;
}
