/** Of a run that tried a sample: how much of each cell was tried, so that it does not look as if all of it had passed. */

import { groupBy } from '../../../base/lists';
import { type CheckResult, isDirect } from '../../../check';
import { nodeId, podId } from '../../../net';
import type { Results } from '../../../results';

/** Ordered pairs of a cell. */
export interface Part {
  readonly tried: number;
  /** More than were tried. */
  readonly possible: number;
}

type Cells = ReadonlyMap<string, { readonly checks: readonly CheckResult[] }>;

/**
 * By `row column`: the cells of whose pairs only some were tried.
 * @param places of the rows' and columns' labels
 */
export function partsTried(
  { plan, checks, summary }: Pick<Results, 'plan' | 'checks' | 'summary'>,
  cells: Cells,
  labelOf: (id: string) => string,
  places: ReadonlyMap<string, number>,
): Map<string, Part> {
  const { tried, total } = summary.coverage.pairs;
  const ends = tried < total ? endsOf(plan, checks, total) : undefined;
  if (!ends) return new Map();
  const [senders, receivers] = ends.map((ids) => groupBy(ids, (id) => places.get(labelOf(id))));
  return new Map(
    [...cells].flatMap(([key, cell]): [string, Part][] => {
      const [row, column] = key.split(' ').map(Number);
      const possible = pairsBetween(senders!.get(row) ?? [], receivers!.get(column) ?? []);
      const asked = pairsOf(cell.checks).size;
      return asked < possible ? [[key, { tried: asked, possible }]] : [];
    }),
  );
}

type Ends = readonly [senders: Iterable<string>, receivers: Iterable<string>];

/** Who could ask whom: in a lab all of the plan, on a cluster those that some pair names. Undefined where neither is all. */
function endsOf(plan: Results['plan'], checks: Results['checks'], total: number): Ends | undefined {
  const planned = plan.nodes.flatMap(({ name, pods }) => [
    nodeId(name),
    ...pods.map((pod) => podId(pod.name)),
  ]);
  if (planned.length * (planned.length - 1) === total) return [planned, planned];
  const pairs = checks.filter(isDirect);
  const ends = [pairs.map(({ from }) => from), pairs.map(({ to }) => to)].map((ids) => new Set(ids));
  const [senders, receivers] = ends as [Set<string>, Set<string>];
  return pairsBetween([...senders], [...receivers]) === total ? [senders, receivers] : undefined;
}

/** Nobody asks itself. */
function pairsBetween(senders: readonly string[], receivers: readonly string[]): number {
  const known = new Set(receivers);
  return senders.length * receivers.length - senders.filter((id) => known.has(id)).length;
}

function pairsOf(checks: readonly CheckResult[]): Set<string> {
  return new Set(checks.filter(isDirect).map(({ from, to }) => `${from} ${to}`));
}
