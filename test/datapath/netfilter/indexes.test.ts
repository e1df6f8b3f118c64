import fc from 'fast-check';
import { AddressRanges } from '../../../lib/datapath/netfilter/address-ranges';
import { ElementTable } from '../../../lib/datapath/netfilter/element-table';
import { eitherMark, isMarked, marked } from '../../../lib/datapath/netfilter/mark';
import { Address, Cidr } from '../../../lib/net';

const address = fc.nat(63).map((low) => new Address('ipv4', 0x0a00_0000n + BigInt(low)));
const range = fc
  .tuple(address, fc.integer({ min: 26, max: 32 }))
  .map(([base, prefix]) => Cidr.around(base, prefix));
const word = fc.nat(15);

test('merged ranges hold exactly what any of them holds', () => {
  fc.assert(
    fc.property(fc.array(range), address, (all, asked) => {
      expect(new AddressRanges(all).has(asked)).toBe(all.some((one) => one.contains(asked)));
    }),
    { numRuns: 500, seed: 12 },
  );
});

test('no element that holds an address is passed over', () => {
  fc.assert(
    fc.property(fc.array(range), address, (all, asked) => {
      const table = new ElementTable(all, (one) => [{ ranges: [one] }]);
      const holding = all.filter((one) => one.contains(asked));
      expect(table.near(asked).filter((one) => one.contains(asked))).toHaveLength(holding.length);
      expect(table.near(undefined)).toHaveLength(all.length);
    }),
    { numRuns: 500, seed: 12 },
  );
});

test('what is said of a mark that is one of two holds for both', () => {
  fc.assert(
    fc.property(word, word, word, word, word, word, (one, other, clear, flip, mask, value) => {
      const marks = [one, other].map((bits) => ({ value: bits, unknown: 0 }));
      const said = isMarked(marked(eitherMark(marks[0]!, marks[1]!), clear, flip), mask, value);
      const each = marks.map((mark) => isMarked(marked(mark, clear, flip), mask, value));
      expect(each).toEqual([
        (((one & ~clear) ^ flip) & mask) === value,
        (((other & ~clear) ^ flip) & mask) === value,
      ]);
      if (said !== undefined) expect(each).toEqual([said, said]);
      if (one === other) expect(said).toBe(each[0]);
    }),
    { numRuns: 500, seed: 12 },
  );
});
