/** Failures that have no one place in common, taken apart: each part with a place of its own. */
import { groupBy } from '../../base/lists';
import { isPod, nodeOf } from '../../net';
import { type Failure, indexesOf } from '../failure';
import { hasPassingSibling } from '../scope/find-place';
import { type Place, touches } from '../scope/place';
import { alike, type Scope, scopeOf } from '../scope/scope';
import { nodePair, trafficOf } from '../scope/traffic';

/** Failures with what they have in common. */
export interface Part {
  readonly scope: Scope;
  readonly failures: readonly Failure[];
}

/** More places than this are no longer a few causes. */
const mostParts = 3;

/** Places that are no one place: what has them in common may have more than one cause. */
const wide: readonly Place['code'][] = ['nodes', 'zones', 'crossing', 'everywhere'];

/** @param tried all exchanges, the failures among them */
export function split(failures: readonly Failure[], tried: readonly Failure[], most = mostParts): Part[] {
  if (failures.length === 0) return [];
  const scope = scopeOf(failures, tried);
  if (most === 1 || !wide.includes(scope.place.code)) return [{ scope, failures }];
  return (
    byValue(failures, tried, 'protocol') ??
    byValue(failures, tried, 'family') ??
    byPod(failures, alike(tried, scope)) ??
    byPair(failures, alike(tried, scope)) ??
    byWorst(scope, failures, tried, most) ?? [{ scope, failures }]
  );
}

/** Each protocol or family with a place of its own. */
function byValue(
  failures: readonly Failure[],
  tried: readonly Failure[],
  field: 'protocol' | 'family',
): Part[] | undefined {
  const groups = [...groupBy(failures, (failure) => failure[field]).values()];
  if (groups.length < 2) return undefined;
  const parts = groups.map((group) => ({ scope: scopeOf(group, tried), failures: group }));
  const apart = parts.every(({ scope }) => scope[field] !== undefined && !wide.includes(scope.place.code));
  return apart ? parts : undefined;
}

/** A few pods beside which others of their nodes pass. */
function byPod(failures: readonly Failure[], tried: readonly Failure[]): Part[] | undefined {
  const groups: Failure[][] = [];
  let left = failures;
  while (left.length > 0) {
    if (groups.length === mostParts) return undefined;
    const pods = left.flatMap(({ from, to }) => [from, to]).filter(isPod);
    const worst = mostFrequent(pods);
    if (worst === undefined || !hasPassingSibling(worst, failures, tried)) return undefined;
    groups.push(left.filter(({ from, to }) => from === worst || to === worst));
    left = left.filter(({ from, to }) => from !== worst && to !== worst);
  }
  const parts = groups.map((group) => ({ scope: scopeOf(group, tried), failures: group }));
  return parts.every(({ scope }) => scope.place.code === 'endpoint') ? parts : undefined;
}

/** A few pairs of nodes, each of which passes with others. */
function byPair(failures: readonly Failure[], tried: readonly Failure[]): Part[] | undefined {
  const groups = groupBy(failures, nodePair);
  if (groups.size > mostParts) return undefined;
  const failing = indexesOf(failures);
  const kinds = new Set(failures.map(({ id }) => id));
  const passes = (node: string) =>
    tried.some(
      (check) =>
        kinds.has(check.id) &&
        !failing.has(check.index) &&
        [check.from, check.to].some((id) => nodeOf(id) === node),
    );
  const nodes = new Set(failures.flatMap(({ from, to }) => [nodeOf(from), nodeOf(to)]));
  if (![...nodes].every(passes)) return undefined;
  return [...groups.values()].map((group) => ({ scope: scopeOf(group, tried), failures: group }));
}

/** The worst place, and the others without it. */
function byWorst(
  { place, traffic }: Scope,
  failures: readonly Failure[],
  tried: readonly Failure[],
  most: number,
): Part[] | undefined {
  if (place.code === 'nodes' || !traffic.some((share) => share.fails === 'some')) return undefined;
  const worst = worstPlace(failures, tried);
  if (!worst) return undefined;
  const [own, others] = [true, false].map((at) =>
    failures.filter((failure) => touches(worst, failure) === at),
  ) as [Failure[], Failure[]];
  if (others.length === 0) return undefined;
  const rest = tried.filter((check) => !touches(worst, check));
  return [...split(own, tried, 1), ...split(others, rest, most - 1)];
}

function mostFrequent(values: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
}

/** How the exchanges of a place fare, by kind of traffic. */
class Fate {
  private readonly kinds = new Map<string, { tried: number; lost: number }>();
  private lost = 0;

  constructor(readonly place: Place) {}

  add(kind: string, lost: boolean): void {
    const count = this.kinds.get(kind) ?? { tried: 0, lost: 0 };
    this.kinds.set(kind, { tried: count.tried + 1, lost: count.lost + Number(lost) });
    this.lost += Number(lost);
  }

  /** How many kinds of its exchanges fail as a whole, and how many exchanges. */
  get rank(): { readonly whole: number; readonly lost: number } {
    const whole = [...this.kinds.values()].filter(({ tried, lost }) => lost === tried).length;
    return { whole, lost: this.lost };
  }
}

/** The endpoint or node that most of the exchanges with it fail of, all of them of some kind. */
function worstPlace(failures: readonly Failure[], tried: readonly Failure[]): Place | undefined {
  const failing = indexesOf(failures);
  const fates = new Map<string, Fate>();
  const fateOf = (key: string, place: Place) => {
    const known = fates.get(key) ?? new Fate(place);
    fates.set(key, known);
    return known;
  };
  for (const check of tried) {
    const kind = Object.values(trafficOf(check)).join(' ');
    const ends = new Set([check.from, check.to]);
    const count = (fate: Fate) => fate.add(kind, failing.has(check.index));
    for (const id of ends) count(fateOf(id, { code: 'endpoint', id, side: 'both' }));
    for (const node of new Set([...ends].map(nodeOf)))
      count(fateOf(`of ${node}`, { code: 'node', node, side: 'both' }));
  }
  const rated = [...fates.values()].filter(({ rank }) => rank.whole > 0 && rank.lost > 1);
  return rated.sort((a, b) => b.rank.whole - a.rank.whole || b.rank.lost - a.rank.lost)[0]?.place;
}
