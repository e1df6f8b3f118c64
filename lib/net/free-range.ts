import { Cidr } from './cidr';
import type { Family } from './family';

/** Where private ranges are looked for: RFC 1918, and RFC 4193 for IPv6. */
const privateBlocks: Readonly<Record<Family, readonly string[]>> = {
  ipv4: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'],
  ipv6: ['fd00::/8'],
};

/**
 * The next private range of `wanted`'s size that overlaps nothing in `taken`: first upwards from `wanted`, then from
 * the start of each private block. `undefined` where none is free.
 */
export function freeRange(wanted: Cidr, taken: readonly Cidr[]): Cidr | undefined {
  const blocks = privateBlocks[wanted.family].map(Cidr.parse);
  const home = blocks.find((block) => block.contains(wanted));
  const starts = [
    ...(home ? [{ block: home, from: wanted.first }] : []),
    ...blocks.map((block) => ({ block, from: block.first })),
  ];
  for (const { block, from } of starts) {
    const found = firstFree(block, from, wanted, taken);
    if (found) return found;
  }
  return undefined;
}

/** The first range of that prefix length in `block` that overlaps nothing in `taken`. `undefined` where none is free. */
export function freeRangeIn(block: Cidr, prefix: number, taken: readonly Cidr[]): Cidr | undefined {
  return firstFree(block, block.first, new Cidr(block.family, block.first, prefix), taken);
}

function firstFree(block: Cidr, from: bigint, wanted: Cidr, taken: readonly Cidr[]): Cidr | undefined {
  if (wanted.prefix < block.prefix) return undefined;
  let candidate = new Cidr(wanted.family, from, wanted.prefix);
  while (candidate.last <= block.last) {
    const hit = taken.find((other) => other.overlaps(candidate));
    if (!hit) return candidate;
    candidate = new Cidr(wanted.family, candidate.last + 1n, wanted.prefix);
    if (hit.last >= candidate.first) candidate = alignedAfter(hit.last, wanted);
  }
  return undefined;
}

/** The first range of that size that starts behind `last`. */
function alignedAfter(last: bigint, { family, prefix }: Cidr): Cidr {
  const around = new Cidr(family, last, prefix);
  return new Cidr(family, around.last + 1n, prefix);
}
