import fc from 'fast-check';
import { Address, Cidr, freeRange } from '../../lib/net';

const privateBlocks = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fd00::/8'].map(Cidr.parse);

/** Ranges that lie close together, so that most of them meet. */
const crowded = (family: 'ipv4' | 'ipv6') => {
  const block = privateBlocks[family === 'ipv4' ? 0 : 3]!;
  return fc
    .tuple(fc.integer({ min: block.prefix, max: block.prefix + 10 }), fc.integer({ min: 0, max: 1023 }))
    .map(([prefix, index]) => block.slice(prefix, index % Number(block.sliceCount(prefix))));
};

describe.each(['ipv4', 'ipv6'] as const)('a free %s range', (family) => {
  test('is free, private, aligned and of the wanted size', () => {
    fc.assert(
      fc.property(crowded(family), fc.array(crowded(family), { maxLength: 12 }), (wanted, taken) => {
        const found = freeRange(wanted, taken);
        if (!found) return;
        expect(taken.filter((other) => other.overlaps(found))).toEqual([]);
        expect(privateBlocks.some((block) => block.contains(found))).toBe(true);
        expect(Cidr.parse(found.toString()).prefix).toBe(wanted.prefix);
      }),
    );
  });

  test('is found whenever there is one', () => {
    const block = privateBlocks[family === 'ipv4' ? 0 : 3]!;
    fc.assert(
      fc.property(crowded(family), fc.array(crowded(family), { maxLength: 12 }), (wanted, taken) => {
        const free = Array.from({ length: Number(block.sliceCount(wanted.prefix)) }, (_, i) =>
          block.slice(wanted.prefix, i),
        ).some((slice) => !taken.some((other) => other.overlaps(slice)));
        if (free) expect(freeRange(wanted, taken)).toBeDefined();
      }),
      { numRuns: 30 },
    );
  });
});

describe('freeRange', () => {
  const free = (wanted: string, ...taken: string[]) =>
    freeRange(Cidr.parse(wanted), taken.map(Cidr.parse))?.toString();

  test('is the wanted range itself where that is free', () => {
    expect(free('10.244.0.0/16')).toBe('10.244.0.0/16');
  });

  test('goes upwards first', () => {
    expect(free('10.244.0.0/16', '10.244.0.0/15')).toBe('10.246.0.0/16');
  });

  test('starts anew from the beginning of the block when there is nothing above', () => {
    expect(free('10.255.0.0/16', '10.255.0.0/16')).toBe('10.0.0.0/16');
  });

  test('goes on to the other private blocks', () => {
    expect(free('10.0.0.0/12', '10.0.0.0/8')).toBe('172.16.0.0/12');
  });

  test('finds a private place for a public range', () => {
    expect(free('8.8.8.0/24', '8.8.8.0/24')).toBe('10.0.0.0/24');
  });

  test('is nothing where no private block is large enough', () => {
    expect(free('10.0.0.0/8', '10.96.0.0/12')).toBeUndefined();
    expect(free('0.0.0.0/1')).toBeUndefined();
  });

  test('steps over many small ranges', () => {
    const taken = Array.from({ length: 256 }, (_, i) => Cidr.parse(`10.0.${i}.0/24`));
    expect(`${freeRange(Cidr.around(Address.parse('10.0.0.0'), 20), taken)}`).toBe('10.1.0.0/20');
  });
});
