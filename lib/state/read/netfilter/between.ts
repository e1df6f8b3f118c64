import { type Address, addressBits, Cidr } from '../../../net';

/** The ranges that together hold all addresses from the first to the last; none where the ends are the wrong way round. */
export function rangesBetween(first: Address, last: Address): Cidr[] {
  const ranges: Cidr[] = [];
  if (first.family !== last.family) return ranges;
  const bits = addressBits(first.family);
  for (let next = first.value; next <= last.value; ) {
    const hostBits = Math.min(zeros(next, bits), bitLength(last.value - next + 1n) - 1);
    ranges.push(new Cidr(first.family, next, bits - hostBits));
    next += 1n << BigInt(hostBits);
  }
  return ranges;
}

/** How many bits a number ends with that are zero. */
const zeros = (value: bigint, most: number) => (value === 0n ? most : bitLength(value & -value) - 1);

const bitLength = (value: bigint) => value.toString(2).length;
