import * as fc from 'fast-check';
import { Address } from '../../../lib/net';
import { rangesBetween } from '../../../lib/state/read/netfilter/between';

const between = (first: string, last: string) =>
  rangesBetween(Address.parse(first), Address.parse(last)).map(String);

test.each([
  ['10.0.0.1', '10.0.0.1', ['10.0.0.1/32']],
  ['10.0.0.1', '10.0.0.9', ['10.0.0.1/32', '10.0.0.2/31', '10.0.0.4/30', '10.0.0.8/31']],
  ['0.0.0.0', '255.255.255.255', ['0.0.0.0/0']],
  ['::', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', ['::/0']],
  ['10.0.0.9', '10.0.0.1', []],
  ['10.0.0.1', 'fd00::1', []],
])('from %s to %s are %j', (first, last, ranges) => expect(between(first, last)).toEqual(ranges));

test('ranges between two addresses hold these and all between them, each once', () => {
  const bits = fc.bigInt({ min: 0n, max: 2n ** 128n - 1n });
  fc.assert(
    fc.property(bits, bits, (a, b) => {
      const [first, last] = a < b ? [a, b] : [b, a];
      const ranges = rangesBetween(new Address('ipv6', first), new Address('ipv6', last));
      expect(ranges[0]!.first).toBe(first);
      expect(ranges.at(-1)!.last).toBe(last);
      ranges.slice(1).forEach((range, i) => {
        expect(range.first).toBe(ranges[i]!.last + 1n);
      });
    }),
  );
});
