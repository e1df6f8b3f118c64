import { addTo, named } from '../base/lists';
import { takenByNat } from './cards/spec-cards';
import type { Move, Problem } from './problem';
import { type NamedRange, Proposals } from './proposals';
import { specRanges } from './spec-ranges';
import { takenByDefault } from './special-ranges';
import type { TestbedSpec } from './testbed-spec';

/** Proves that no range overlaps another one, whichever holds the other, and proposes a free range where one does. */
export function rangeProblems(spec: TestbedSpec): Problem[] {
  const ranges = namedRanges(spec);
  const proposals = new Proposals(ranges);
  const stayersOf = new Map<NamedRange, NamedRange[]>();
  for (const [one, other] of overlaps(ranges)) {
    const [mover, stayer] = one.movable ? [one, other] : [other, one];
    addTo(stayersOf, mover, stayer);
  }
  return [...stayersOf].map(([mover, stayers]) => {
    const moves = proposals.movesFor(mover, stayers);
    return {
      code: 'overlap',
      field: mover.field,
      value: `"${mover.cidr}"`,
      moves,
      rule: `it overlaps ${named(stayers.map(({ field, cidr }) => `${field} (${cidr})`))}`,
      remedy: remedyFor(mover, stayers, moves, proposals.isCrowdedOut(mover)),
      restsOn: stayers.map(({ field }) => field),
    };
  });
}

/** Only what the spec can move is named: the one range, else the others, else a longer prefix. */
function remedyFor(
  mover: NamedRange,
  stayers: readonly NamedRange[],
  moves: readonly Move[],
  crowdedOut: boolean,
): string {
  const [first] = moves;
  if (first?.field === mover.field) return `The next free range of that size is ${first.to}`;
  const none = `No private range of that size is free${crowdedOut ? ", save among Docker's" : ''}`;
  if (first)
    return `${none}, so move ${named(moves.map(({ field, to }) => `${field}: the next free range of its size is ${to}`))}`;
  const others = stayers.filter(({ movable }) => movable).map(({ field }) => field);
  return `${none}: use a longer prefix for ${[mover.field, ...others.slice(0, 1)].join(' or ')}`;
}

/** What the spec can move, in the order in which it should give way; then what is fixed. */
function namedRanges(spec: TestbedSpec): NamedRange[] {
  return [
    ...specRanges(spec).map((range) => ({ ...range, movable: true })),
    ...spec.reserved.map(({ name, cidr }) => ({ field: `reserved range ${name}`, cidr, movable: false })),
    ...[...takenByDefault, ...takenByNat(spec)].map(({ cidr, by }) => ({ field: by, cidr, movable: false })),
  ].map((range, place) => ({ ...range, place }));
}

/** Overlapping pairs by a sweep over the sorted ranges: n log n, plus the pairs found. */
function overlaps(ranges: readonly NamedRange[]): [NamedRange, NamedRange][] {
  const sorted = [...ranges].sort((a, b) =>
    a.cidr.first === b.cidr.first ? a.cidr.prefix - b.cidr.prefix : a.cidr.first < b.cidr.first ? -1 : 1,
  );
  const found: [NamedRange, NamedRange][] = [];
  let open: NamedRange[] = [];
  for (const range of sorted) {
    open = open.filter(({ cidr }) => cidr.last >= range.cidr.first);
    for (const other of open) {
      const fixed = !other.movable && !range.movable;
      if (!fixed && other.cidr.overlaps(range.cidr))
        found.push(other.place < range.place ? [other, range] : [range, other]);
    }
    open.push(range);
  }
  return found.sort((a, b) => a[0].place - b[0].place || a[1].place - b[1].place);
}
