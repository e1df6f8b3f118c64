/** What failures have in common, and what passes beside them: as far as a cause can be placed without reading the state. */
import type { CheckResult } from '../../check';
import type { Family, Protocol } from '../../net';
import { type Failure, indexesOf } from '../failure';
import { placeOfFailures } from './find-place';
import { type Place, touches } from './place';
import { type Reach, type TrafficKind, trafficKinds, trafficOf } from './traffic';

/** How much of a kind of traffic fails at a place. */
export type Share = 'all' | 'some' | 'none';

/** One kind of traffic at the place. */
export interface TrafficShare {
  readonly kind: TrafficKind;
  readonly reach: Reach;
  readonly fails: Share;
}

/** What failures have in common. */
export interface Scope {
  readonly place: Place;
  /** Only this family fails, while the same pairs pass in the other. */
  readonly family?: Family;
  /** Only this protocol fails, while the same pairs pass over the other. */
  readonly protocol?: Protocol;
  /** How the kinds of traffic fare that have the place at one end, those that were tried. */
  readonly traffic: readonly TrafficShare[];
}

/** @param tried all exchanges that were tried, the failures among them */
export function scopeOf(failures: readonly Failure[], tried: readonly Failure[]): Scope {
  const family = only(failures, tried, 'family');
  const protocol = only(failures, tried, 'protocol');
  const own = alike(tried, { family, protocol });
  const place = placeOfFailures(failures, own);
  const at = own.filter((check) => touches(place, check));
  return {
    place,
    ...(family && { family }),
    ...(protocol && { protocol }),
    traffic: sharesOf(at, indexesOf(failures)),
  };
}

/** Exchanges of the only family or protocol that fails. */
export function alike(
  tried: readonly Failure[],
  { family, protocol }: Pick<Scope, 'family' | 'protocol'>,
): Failure[] {
  return tried.filter(
    (check) => (!family || check.family === family) && (!protocol || check.protocol === protocol),
  );
}

/** The value that all failures have, where the same pairs were tried with another one and all of those pass. */
function only<Field extends 'family' | 'protocol'>(
  failures: readonly Failure[],
  tried: readonly CheckResult[],
  field: Field,
): NonNullable<CheckResult[Field]> | undefined {
  const [first, ...others] = new Set(failures.map((failure) => failure[field]));
  if (first === undefined || others.length > 0) return undefined;
  const pairs = new Set(failures.map(({ from, to }) => `${from} ${to}`));
  const twins = tried.filter((check) => check[field] !== first && pairs.has(`${check.from} ${check.to}`));
  return twins.length > 0 && twins.every(({ verdict }) => verdict === 'pass') ? first : undefined;
}

function sharesOf(at: readonly Failure[], failing: ReadonlySet<number>): TrafficShare[] {
  return trafficKinds.flatMap((kind) =>
    (['cross', 'same'] as const).flatMap((reach): TrafficShare[] => {
      const own = at.filter((check) => {
        const traffic = trafficOf(check);
        return traffic.kind === kind && traffic.reach === reach;
      });
      if (own.length === 0) return [];
      const lost = own.filter(({ index }) => failing.has(index)).length;
      return [{ kind, reach, fails: lost === 0 ? 'none' : lost === own.length ? 'all' : 'some' }];
    }),
  );
}

/** Whether some of that traffic fails; undefined where none was tried. */
export function fails({ traffic }: Scope, kind: TrafficKind, reach: Reach = 'cross'): boolean | undefined {
  const share = traffic.find((one) => one.kind === kind && one.reach === reach);
  return share && share.fails !== 'none';
}
