import fc from 'fast-check';
import { Address } from '../../lib/net';
import { framed, Unframed } from '../../lib/prober/dns/framing';
import { answeredMessage, askedMessage, readAnswer, readQuestion } from '../../lib/prober/dns/message';

const name = 'kubernetes.default.svc.cluster.local';
const question = { id: 0x1234, name: 'a.bc', family: 'ipv4' } as const;

describe('a message of DNS', () => {
  test('is that of RFC 1035, byte for byte', () => {
    expect(askedMessage(question).toString('hex')).toBe('12340100000100000000000001610262630000010001');
    expect(answeredMessage(question, ['10.96.0.1']).toString('hex')).toBe(
      '12348500000100010000000001610262630000010001c00c00010001000000050004' + '0a600001',
    );
    expect(answeredMessage(question, undefined).readUInt16BE(2)).toBe(0x8503);
  });

  test('comes back as it was written, whatever the name and the addresses', () => {
    const label = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?$/);
    const names = fc.array(label, { minLength: 1, maxLength: 6 }).map((labels) => labels.join('.'));
    const families = fc.constantFrom('ipv4' as const, 'ipv6' as const);
    fc.assert(
      fc.property(
        names,
        families,
        fc.nat(0xffff),
        fc.array(fc.bigInt(1n, 0xffffffffn)),
        (of, family, id, values) => {
          const asked = { id, name: of, family };
          expect(readQuestion(askedMessage(asked))).toEqual(asked);
          const addresses = values.map((value) => `${new Address(family, value)}`).sort();
          const answer = answeredMessage(asked, addresses);
          expect(readAnswer(answer, of)).toEqual({ id, family, known: true, addresses });
          const cut = fc.sample(fc.nat(answer.length - 1), 1)[0]!;
          expect(readAnswer(answer.subarray(0, cut), of)).toBeUndefined();
        },
      ),
      { numRuns: 200 },
    );
  });

  test('is none where it is anything else, whatever its bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        expect(readAnswer(Buffer.from(bytes), name)).toBeUndefined();
        const read = readQuestion(Buffer.from(bytes));
        expect(read === undefined || read.name.length <= 80).toBe(true);
      }),
    );
    const other = answeredMessage({ ...question, name }, ['10.96.0.1']);
    expect(readAnswer(other, 'other.default.svc.cluster.local')).toBeUndefined();
    expect(readQuestion(other)).toBeUndefined();
  });

  test('may ask with more than the question, as programs do (EDNS)', () => {
    const asked = Buffer.concat([askedMessage(question), Buffer.from('0000291000000000000000', 'hex')]);
    asked.writeUInt16BE(1, 10);
    expect(readQuestion(asked)).toEqual(question);
  });

  test('is put together over TCP, however it is cut', () => {
    const messages = [askedMessage(question), answeredMessage(question, ['10.96.0.1'])];
    const stream = Buffer.concat(messages.map(framed));
    for (let cut = 0; cut <= stream.length; cut++) {
      const unframed = new Unframed();
      const parts = [stream.subarray(0, cut), stream.subarray(cut)].flatMap((part) => unframed.add(part));
      expect(parts).toEqual(messages);
    }
  });
});
