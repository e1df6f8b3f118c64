import type { Address, Cidr, Family } from '../../net';

/** Ranges of addresses, merged and sorted: whether one holds an address is found by halving. */
export class AddressRanges {
  private readonly spans: Readonly<Record<Family, Span[]>>;

  constructor(ranges: readonly Cidr[]) {
    this.spans = { ipv4: merged(ranges, 'ipv4'), ipv6: merged(ranges, 'ipv6') };
  }

  has({ family, value }: Address): boolean {
    const spans = this.spans[family];
    let [low, high] = [0, spans.length - 1];
    while (low <= high) {
      const middle = (low + high) >> 1;
      const { first, last } = spans[middle]!;
      if (value < first) high = middle - 1;
      else if (value > last) low = middle + 1;
      else return true;
    }
    return false;
  }
}

interface Span {
  readonly first: bigint;
  last: bigint;
}

function merged(ranges: readonly Cidr[], wanted: Family): Span[] {
  const own = ranges.filter(({ family }) => family === wanted);
  if (own.length > 1) own.sort((a, b) => (a.first < b.first ? -1 : Number(a.first > b.first)));
  const spans: Span[] = [];
  for (const { first, last } of own) {
    const before = spans.at(-1);
    if (!before || first > before.last + 1n) spans.push({ first, last });
    else if (last > before.last) before.last = last;
  }
  return spans;
}
