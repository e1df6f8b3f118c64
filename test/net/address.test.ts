import fc from 'fast-check';
import { Address } from '../../lib/net';
import { addresses } from '../arbitraries';

describe('Address', () => {
  test('reads back what it prints, in both families', () => {
    fc.assert(
      fc.property(addresses, (address) => {
        const again = Address.parse(address.toString());
        expect(again.equals(address)).toBe(true);
        expect(again.toString()).toBe(address.toString());
      }),
    );
  });

  test.each([
    ['FD00:0:0:0::1', 'fd00::1'],
    ['0:0:0:0:0:0:0:0', '::'],
    ['1:0:0:2:0:0:0:3', '1:0:0:2::3'],
    ['fd00:0:1::', 'fd00:0:1::'],
    ['::ffff:a00:1', '::ffff:a00:1'],
  ])('prints %s in the canonical form of RFC 5952: %s', (written, canonical) => {
    expect(Address.parse(written).toString()).toBe(canonical);
  });

  test.each([
    ['010.0.0.1', /leading zeros/],
    ['10.1', /four decimal numbers/],
    ['0x0a.0.0.1', /four decimal numbers/],
    ['167772161', /four decimal numbers/],
    ['10.0.0.256', /at most 255/],
    ['10.0.0.1 ', /four decimal numbers/],
    ['+1.0.0.1', /four decimal numbers/],
    ['１0.0.0.1', /four decimal numbers/],
    ['', /four decimal numbers/],
    ['fe80::1%eth0', /zone index/],
    ['::ffff:10.0.0.1', /without an IPv4 part/],
    ['fd00::00001', /not an IPv6 address/],
    ['1::2::3', /not an IPv6 address/],
    ['1:2:3:4:5:6:7:8:9', /not an IPv6 address/],
    ['[fd00::1]', /not an IPv6 address/],
    ['fd00::1\n', /not an IPv6 address/],
  ])('refuses %j', (text, reason) => {
    expect(() => Address.parse(text)).toThrow(reason);
  });

  test('an IPv4 address is never equal to an IPv6 address of the same number', () => {
    expect(new Address('ipv4', 1n).equals(new Address('ipv6', 1n))).toBe(false);
  });
});
