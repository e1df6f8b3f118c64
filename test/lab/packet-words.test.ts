import { packetWords } from '../../lib/lab/packet-words';

/** Bytes as hexadecimal text, spaces left out. */
const packet = (hex: string) => Buffer.from(hex.replace(/\s/g, ''), 'hex');

describe('a captured packet in words', () => {
  test('of IPv4 and UDP names addresses, ports and length', () => {
    const bytes = packet('4500 006e 0000 4000 4011 0000 c0a8010b c0a8010c a247 2118 005a 0000');
    expect(packetWords(bytes)).toBe('192.168.1.11 > 192.168.1.12: UDP 41543 > 8472, 110 bytes');
  });

  test('finds the ports behind IPv4 options', () => {
    const bytes = packet('4600 0040 0000 4000 4006 0000 0a000001 0a000002 00000000 0016 0050 0000');
    expect(packetWords(bytes)).toBe('10.0.0.1 > 10.0.0.2: TCP 22 > 80, 64 bytes');
  });

  test('of IPv6 counts the header into the length', () => {
    const addresses = `fd00 ${'0000'.repeat(6)} 0001 fd00 ${'0000'.repeat(6)} 0002`;
    const bytes = packet(`60000000 0014 06 40 ${addresses} 0050 0016`);
    expect(packetWords(bytes)).toBe('fd00::1 > fd00::2: TCP 80 > 22, 60 bytes');
  });

  test.each([
    ['4500 001c 0000 0000 40 01 0000 0a000001 0a000002 0800 0000', 'ICMP, 28 bytes'],
    ['4500 0050 0000 0000 40 04 0000 0a000001 0a000002', 'IP in IP, 80 bytes'],
    ['4500 0050 0000 0000 40 59 0000 0a000001 0a000002', 'protocol 89, 80 bytes'],
  ])('names the protocol of %s', (hex, words) => {
    expect(packetWords(packet(hex))).toBe(`10.0.0.1 > 10.0.0.2: ${words}`);
  });

  test.each(['', '45', '0001 0800 0604 0001'.repeat(4)])('is none for %j, which is no IP packet', (hex) => {
    expect(packetWords(packet(hex))).toBeUndefined();
  });
});
