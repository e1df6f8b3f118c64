import { named } from '../base/lists';
import { Cidr, freeRange } from '../net';
import type { Move, Problem } from './problem';
import type { TestbedSpec } from './testbed-spec';

/** A range that may overlap no other one of the list. */
interface NamedRange {
  /** Field of the spec, or the name of what holds the range by default. */
  readonly field: string;
  readonly cidr: Cidr;
  /** Whether the spec can give it another place. */
  readonly movable: boolean;
  /** Place in the list: of two ranges that overlap, the earlier one is named first. */
  readonly place: number;
}

/** Ranges that something else uses on every machine or cloud, with the reason. */
const takenByDefault: readonly (readonly [string, string])[] = [
  ['0.0.0.0/8', '"this network" (RFC 1122)'],
  ['127.0.0.0/8', 'loopback'],
  ['169.254.0.0/16', "link-local addresses, the cloud's metadata service among them"],
  ['172.17.0.0/16', "Docker's default bridge"],
  ['203.0.113.0/24', "documentation addresses, the lab's host outside the cluster among them"],
  ['224.0.0.0/3', 'multicast and reserved addresses'],
  ['::/16', 'loopback and IPv4-mapped addresses'],
  ['2001:db8::/32', "documentation addresses, the lab's host outside the cluster among them"],
  ['fe80::/10', 'link-local addresses'],
  ['ff00::/8', 'multicast'],
];

/** Proves that no range overlaps another one, whichever holds the other, and proposes a free range where one does. */
export function rangeProblems(spec: TestbedSpec): Problem[] {
  const ranges = namedRanges(spec);
  const proposals = new Proposals(ranges);
  const stayersOf = new Map<NamedRange, NamedRange[]>();
  for (const [one, other] of overlaps(ranges)) {
    const [mover, stayer] = one.movable ? [one, other] : [other, one];
    stayersOf.set(mover, [...(stayersOf.get(mover) ?? []), stayer]);
  }
  return [...stayersOf].map(([mover, stayers]) => {
    const moves = proposals.movesFor(mover, stayers);
    return {
      code: 'overlap',
      field: mover.field,
      value: `"${mover.cidr}"`,
      moves,
      rule: `it overlaps ${named(stayers.map(({ field, cidr }) => `${field} (${cidr})`))}`,
      remedy: remedyFor(mover, stayers, moves),
      restsOn: stayers.map(({ field }) => field),
    };
  });
}

/** One new place for each range that must move, so that all proposals can be followed at once. */
class Proposals {
  private readonly taken: Cidr[];
  private readonly made = new Map<NamedRange, Cidr | undefined>();

  constructor(ranges: readonly NamedRange[]) {
    this.taken = ranges.map(({ cidr }) => cidr);
  }

  /** A move for the one range, or else for all others; none where that is not possible. */
  movesFor(mover: NamedRange, stayers: readonly NamedRange[]): Move[] {
    const own = this.moveOf(mover);
    if (own) return [own];
    const others = stayers.map((stayer) => (stayer.movable ? this.moveOf(stayer) : undefined));
    const possible = others.filter((move) => move !== undefined);
    return possible.length === stayers.length ? possible : [];
  }

  private moveOf(range: NamedRange): Move | undefined {
    const known = this.made.get(range);
    const to = this.made.has(range) ? known : freeRange(range.cidr, this.taken);
    this.made.set(range, to);
    if (to && !known) this.taken.push(to);
    return to && { field: range.field, to };
  }
}

/** Only what the spec can move is named: the one range, else the others, else a longer prefix. */
function remedyFor(mover: NamedRange, stayers: readonly NamedRange[], moves: readonly Move[]): string {
  const [first] = moves;
  if (first?.field === mover.field) return `The next free range of that size is ${first.to}`;
  const none = 'No private range of that size is free';
  if (first)
    return `${none}, so move ${named(moves.map(({ field, to }) => `${field}: the next free range of its size is ${to}`))}`;
  const others = stayers.filter(({ movable }) => movable).map(({ field }) => field);
  return `${none}: use a longer prefix for ${[mover.field, ...others.slice(0, 1)].join(' or ')}`;
}

/** All ranges in the order in which they should give way: pods, services, node networks; then what is fixed. */
function namedRanges(spec: TestbedSpec): NamedRange[] {
  const dual = spec.ipFamily === 'dual';
  const movable = [
    { field: 'podCidr', cidr: spec.podCidr },
    { field: 'serviceCidr', cidr: spec.serviceCidr },
    ...spec.zones.map((zone, i) => ({ field: `zones[${i}].nodeCidr`, cidr: zone.nodeCidr })),
  ];
  const twins = [
    { field: 'podCidrIPv6', cidr: spec.podCidrIPv6 },
    { field: 'serviceCidrIPv6', cidr: spec.serviceCidrIPv6 },
    ...spec.zones.map((zone, i) => ({ field: `zones[${i}].nodeCidrIPv6`, cidr: zone.nodeCidrIPv6 })),
  ];
  return [
    ...[...movable, ...(dual ? twins : [])].map((range) => ({ ...range, movable: true })),
    ...spec.reserved.map(({ name, cidr }) => ({ field: `reserved range ${name}`, cidr, movable: false })),
    ...takenByDefault.map(([cidr, reason]) => ({ field: reason, cidr: Cidr.parse(cidr), movable: false })),
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
