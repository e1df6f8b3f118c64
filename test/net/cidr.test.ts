import fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import { Address, addressBits, Cidr } from '../../lib/net';
import { addresses, ranges } from '../arbitraries';

describe('Cidr', () => {
  test('reads back what it prints, in both families', () => {
    fc.assert(
      fc.property(ranges, (range) => {
        const again = Cidr.parse(range.toString());
        expect([again.first, again.last, again.prefix]).toEqual([range.first, range.last, range.prefix]);
        expect(again.toString()).toBe(range.toString());
      }),
    );
  });

  test.each([
    ['10.0/16', /four decimal numbers/],
    ['010.0.0.0/8', /leading zeros/],
    ['0xa.0.0.0/8', /four decimal numbers/],
    ['10.1.0.0/8', /did you mean 10\.0\.0\.0\/8\?/],
  ])('refuses %s, which ipaddr.js takes', (text, reason) => {
    expect(() => ipaddr.parseCIDR(text)).not.toThrow();
    expect(() => Cidr.parse(text)).toThrow(reason);
  });

  test.each(['10.0.0.0', '10.0.0.0/', '/8', '10.0.0.0/8/8', '', 'any'])(
    'refuses %j, which is no range',
    (text) => {
      expect(() => Cidr.parse(text)).toThrow('a range is an address, a slash and a prefix length');
    },
  );

  test.each([
    '10.0.0.0/33',
    '10.0.0.0/-1',
    '10.0.0.0/08',
    '10.0.0.0/8.0',
    '10.0.0.0/ 8',
    'fd00::/129',
    '::/1e1',
  ])('refuses the prefix length of %s', (text) => {
    expect(() => Cidr.parse(text)).toThrow(/the prefix length of an IPv[46] range is a whole number/);
  });

  test('refuses host bits wherever they are, and names the range that was meant', () => {
    fc.assert(
      fc.property(ranges, addresses, (range, address) => {
        fc.pre(range.contains(address) && address.value !== range.first);
        expect(() => Cidr.parse(`${address}/${range.prefix}`)).toThrow(`did you mean ${range}?`);
      }),
      { numRuns: 50 },
    );
  });

  test('contains its own first and last address, and not the ones before and behind', () => {
    fc.assert(
      fc.property(ranges, (range) => {
        expect(range.contains(range.at(0))).toBe(true);
        expect(range.contains(range.at(-1))).toBe(true);
        expect(range.contains(new Address(range.family, range.last + 1n))).toBe(false);
        expect(range.contains(new Address(range.family, range.first - 1n))).toBe(false);
      }),
    );
  });

  test('two ranges overlap exactly when one contains the other', () => {
    fc.assert(
      fc.property(ranges, ranges, (a, b) => {
        expect(a.overlaps(b)).toBe(a.contains(b) || b.contains(a));
        expect(a.overlaps(b)).toBe(b.overlaps(a));
      }),
    );
    expect(Cidr.parse('0.0.0.0/0').overlaps(Cidr.parse('::/0'))).toBe(false);
  });

  test('its slices lie side by side and fill it', () => {
    fc.assert(
      fc.property(ranges, fc.integer({ min: 0, max: 8 }), (range, bits) => {
        fc.pre(range.prefix + bits <= addressBits(range.family));
        const prefix = range.prefix + bits;
        const count = Number(range.sliceCount(prefix));
        const slices = Array.from({ length: count }, (_, i) => range.slice(prefix, i));
        expect(slices[0]!.first).toBe(range.first);
        expect(slices.at(-1)!.last).toBe(range.last);
        slices.slice(1).forEach((slice, i) => {
          expect(slice.first).toBe(slices[i]!.last + 1n);
        });
        expect(range.slice(prefix, -1).toString()).toBe(slices.at(-1)!.toString());
      }),
      { numRuns: 40 },
    );
  });

  test('has no slices that are larger than itself', () => {
    expect(Cidr.parse('10.0.0.0/16').sliceCount(15)).toBe(0n);
  });
});
