import fc from 'fast-check';
import { parseTcpAnswer, parseUdpAnswer, tcpAnswer, udpAnswer, udpRequest } from '../../lib/prober/protocol';

const ids = fc.stringMatching(/^(pod|node):[a-z0-9-]{1,30}(\/\d{1,3})?$/);
const sources = fc.oneof(fc.ipV4(), fc.constantFrom('::', 'fd00:10:244::2', 'fd00::ffff:a00:1'));

describe('the protocol of probes', () => {
  test('reads back its own answers', () => {
    fc.assert(
      fc.property(ids, sources, fc.integer({ min: 1, max: 2 ** 31 }), (answeredBy, source, number) => {
        expect(parseTcpAnswer(tcpAnswer(answeredBy, source))).toEqual({ answeredBy, source });
        const answer = udpAnswer(udpRequest(number, 0), answeredBy, source)!;
        expect(parseUdpAnswer(answer)).toEqual({ number, answeredBy, source });
      }),
    );
  });

  test('makes requests of exactly the wanted size, and never too small for their number', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2 ** 31 }),
        fc.integer({ min: 0, max: 9000 }),
        (number, bytes) => {
          const request = udpRequest(number, bytes);
          expect(request).toHaveLength(Math.max(bytes, 12));
          expect(udpAnswer(request, 'x', '::')).toBe(`${number} x ::`);
        },
      ),
    );
  });

  test.each([
    '',
    '\n',
    'pod:a/0 10.0.0.1',
    'pod:a/0 10.0.0.1\n\n',
    'pod:a/0  10.0.0.1\n',
    'pod:a/0 localhost\n',
    'HTTP/1.1 400 Bad Request\r\n',
    'SSH-2.0-OpenSSH_9.6\r\n',
    '\u001b[2J 10.0.0.1\n',
    'pod:\u0000 10.0.0.1\n',
    'pöd 10.0.0.1\n',
    `${'x'.repeat(101)} 10.0.0.1\n`,
    `pod:a/0 ${'1'.repeat(46)}\n`,
  ])('takes %j for no answer', (text) => {
    expect(parseTcpAnswer(text)).toBeUndefined();
  });

  test.each([
    '',
    '17 pod:a/0',
    'pod:a/0 10.0.0.1',
    '17 pod:a/0 10.0.0.1\n',
    '17 \u001b[2J 10.0.0.1',
    '17 a b',
  ])('takes the datagram %j for no answer', (text) => {
    expect(parseUdpAnswer(text)).toBeUndefined();
  });

  test('reads a link-local source without its zone, which is the receiver’s own name for a link', () => {
    const seen = { answeredBy: 'pod:a/1', source: 'fe80::1' };
    expect(parseTcpAnswer(tcpAnswer('pod:a/1', 'fe80::1%eth0'))).toEqual(seen);
    expect(parseUdpAnswer(udpAnswer(udpRequest(17, 0), 'pod:a/1', 'fe80::1%eth0.100')!)).toEqual({
      number: 17,
      ...seen,
    });
    expect(parseTcpAnswer('pod:a/1 fe80::1%\n')).toBeUndefined();
  });

  test('answers no datagram that is no request', () => {
    for (const text of ['', '17', 'x ', '-1 ', ' 17 ', '99999999999 '])
      expect(udpAnswer(Buffer.from(text), 'x', '::')).toBeUndefined();
  });

  test('never breaks over random bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const buffer = Buffer.from(bytes);
        const answer = udpAnswer(buffer, 'x', '::');
        expect(answer ?? '1 x ::').toMatch(/^\d{1,10} x ::$/);
        const parsed = parseUdpAnswer(buffer.toString('latin1'));
        if (parsed) expect(parsed.answeredBy).toMatch(/^[!-~]+$/);
      }),
    );
  });
});
