/** Failures that have no one place in common, taken apart: each part with a place of its own. */
import { nodeOf } from '../../net';
import type { Failure } from '../failure';
import { type Place, touches } from '../scope/place';
import { type Scope, scopeOf } from '../scope/scope';
import { trafficOf } from '../scope/traffic';

/** Failures with what they have in common. */
export interface Part {
  readonly scope: Scope;
  readonly failures: readonly Failure[];
}

/** More places than this are no longer a few causes. */
const mostParts = 3;

/** @param tried all exchanges, the failures among them */
export function split(failures: readonly Failure[], tried: readonly Failure[], most = mostParts): Part[] {
  if (failures.length === 0) return [];
  const scope = scopeOf(failures, tried);
  const whole = [{ scope, failures }];
  const scattered =
    ['zones', 'crossing', 'everywhere'].includes(scope.place.code) &&
    scope.traffic.some((share) => share.fails === 'some');
  const place = scattered && most > 1 ? worstPlace(failures, tried) : undefined;
  if (!place) return whole;
  const [own, others] = [true, false].map((at) =>
    failures.filter((failure) => touches(place, failure) === at),
  ) as [Failure[], Failure[]];
  if (others.length === 0) return whole;
  const rest = tried.filter((check) => !touches(place, check));
  return [...split(own, tried, 1), ...split(others, rest, most - 1)];
}

/** How the exchanges of a place fare, by kind of traffic. */
class Fate {
  private readonly kinds = new Map<string, { tried: number; lost: number }>();
  private tried = 0;
  private lost = 0;

  constructor(readonly place: Place) {}

  add(kind: string, lost: boolean): void {
    const count = this.kinds.get(kind) ?? { tried: 0, lost: 0 };
    this.kinds.set(kind, { tried: count.tried + 1, lost: count.lost + Number(lost) });
    this.tried += 1;
    this.lost += Number(lost);
  }

  /** The part of its exchanges that fails; undefined where no kind of them fails as a whole. */
  get share(): number | undefined {
    const whole = [...this.kinds.values()].some(({ tried, lost }) => lost === tried);
    return whole && this.lost > 1 ? this.lost / this.tried : undefined;
  }
}

/** The endpoint or node that most of the exchanges with it fail of, all of them of some kind. */
function worstPlace(failures: readonly Failure[], tried: readonly Failure[]): Place | undefined {
  const failing = new Set(failures.map(({ index }) => index));
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
  const rated = [...fates.values()].flatMap(({ place, share }) =>
    share === undefined ? [] : [{ place, share }],
  );
  return rated.sort((a, b) => b.share - a.share)[0]?.place;
}
