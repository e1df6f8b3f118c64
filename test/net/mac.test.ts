import fc from 'fast-check';
import { macOf } from '../../lib/net';

describe('macOf', () => {
  test('is a locally administered unicast address, the same for the same words', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1, maxLength: 3 }), (words) => {
        expect(macOf(...words)).toMatch(/^02(:[0-9a-f]{2}){5}$/);
        expect(macOf(...words)).toBe(macOf(...words));
      }),
    );
  });

  test('differs where the words are cut elsewhere', () => {
    expect(macOf('ab', 'c')).not.toBe(macOf('a', 'bc'));
  });
});
