import { type Check, judge, type Observed } from '../../lib/check';
import { good, reach, size, unique } from './checks';

const verdictOf = (check: Check, observed: Observed) => {
  const { verdict, reason, mispredicted } = judge(check, observed);
  return [verdict, reason, mispredicted ?? false];
};

describe('a pair', () => {
  test.each<[string, Check, Observed, string, string | undefined, boolean]>([
    ['passes where the right one answers and saw the right source', reach, good, 'pass', undefined, false],
    [
      'fails where nobody answers, with the reason that was heard',
      reach,
      { reachable: false, error: 'EHOSTUNREACH' },
      'fail',
      'EHOSTUNREACH',
      true,
    ],
    ['fails where nobody answers and nothing was heard', reach, {}, 'fail', 'no answer', true],
    [
      'fails where somebody else answers',
      reach,
      { ...good, answeredBy: 'pod:c/0', reachable: false },
      'fail',
      'pod:c/0 answered in place of pod:b/0',
      true,
    ],
    [
      'fails where the source was translated',
      reach,
      { ...good, source: '192.168.1.10' },
      'fail',
      'the receiver saw 192.168.1.10, not 10.244.0.2: the source address was translated',
      true,
    ],
    [
      'passes with any source where none is required, and differs from the walk all the same',
      { ...reach, required: { reachable: true } },
      { ...good, source: '192.168.1.10' },
      'pass',
      undefined,
      true,
    ],
    [
      'that should not be reachable fails as foretold, which is no surprise',
      { ...reach, predicted: { reachable: false, reason: 'a has no route' } },
      { reachable: false, error: 'EHOSTUNREACH' },
      'fail',
      'EHOSTUNREACH',
      false,
    ],
    [
      'that is reachable against the walk passes, and is a finding',
      { ...reach, predicted: { reachable: false } },
      good,
      'pass',
      undefined,
      true,
    ],
    [
      'that nobody may reach passes where nobody answers',
      { ...reach, required: { reachable: false }, predicted: { none: true } },
      { reachable: false },
      'pass',
      undefined,
      false,
    ],
    [
      'that nobody may reach fails where somebody answers',
      { ...reach, required: { reachable: false }, predicted: { none: true } },
      good,
      'fail',
      'pod:b/0 answered pod:a/0: nobody may reach pod:b/0 here',
      false,
    ],
  ])('%s', (_, check, observed, verdict, reason, mispredicted) => {
    expect(verdictOf(check, observed)).toEqual([verdict, reason, mispredicted]);
  });
});

describe('the largest packet', () => {
  test.each<[string, Observed, string, RegExp | undefined, boolean]>([
    [
      'passes where it is what the underlay has room for',
      { bytes: 1450, localLimit: 1450 },
      'pass',
      undefined,
      false,
    ],
    [
      'fails as a black hole where larger ones leave and vanish',
      { bytes: 1400, localLimit: 1450 },
      'fail',
      /^black hole: packets of 1401 to 1450 bytes/,
      true,
    ],
    [
      'fails as wasteful where more would fit',
      { bytes: 1400, localLimit: 1400 },
      'fail',
      /^wasteful: 1400 bytes .* 1450 would fit/,
      true,
    ],
    [
      'fails where more passes than one outer packet carries',
      { bytes: 1500, localLimit: 1500 },
      'fail',
      /outer packets are cut$/,
      true,
    ],
    [
      'is skipped where the pair is not reachable, and says so',
      { error: 'UDP does not pass at all' },
      'skip',
      /^the pair is not reachable: UDP does not pass at all$/,
      false,
    ],
    [
      'fails where it could not be measured although packets pass',
      { error: 'cannot open an ipv4 socket: errno 24' },
      'fail',
      /^cannot open an ipv4 socket: errno 24$/,
      true,
    ],
  ])('%s', (_, observed, verdict, reason, mispredicted) => {
    const [was, why, surprise] = verdictOf(size, observed);
    expect([was, surprise]).toEqual([verdict, mispredicted]);
    if (reason) expect(why).toMatch(reason);
    else expect(why).toBeUndefined();
  });

  test('may be larger where it does not cross the underlay', () => {
    expect(verdictOf({ ...size, required: { bytes: 1450 } }, { bytes: 1500 })[0]).toBe('pass');
  });
});

describe('an address', () => {
  test.each<[string, Observed, string, string | undefined]>([
    ['passes where the endpoint has it alone', { addresses: ['10.244.0.2'], alsoOn: [] }, 'pass', undefined],
    [
      'fails where the endpoint has another one',
      { addresses: ['10.244.0.9'], alsoOn: [] },
      'fail',
      'pod:a/0 does not have its planned address 10.244.0.2 in 10.244.0.0/24, but 10.244.0.9',
    ],
    [
      'fails where the endpoint has none',
      { addresses: [] },
      'fail',
      'pod:a/0 does not have its planned address 10.244.0.2 in 10.244.0.0/24, but none',
    ],
    [
      'fails where somebody else has it too',
      { addresses: ['10.244.0.2'], alsoOn: ['pod:b/0'] },
      'fail',
      '10.244.0.2 is the address of pod:a/0 and of pod:b/0',
    ],
  ])('%s', (_, observed, verdict, reason) => {
    expect(verdictOf(unique, observed).slice(0, 2)).toEqual([verdict, reason]);
  });

  test("fails outside its node's range", () => {
    const stray: Check = { ...unique, predicted: { source: '10.244.7.2', alsoOn: [] } };
    expect(verdictOf(stray, { addresses: ['10.244.7.2'] })[1]).toBe(
      "10.244.7.2 of pod:a/0 lies outside its node's range 10.244.0.0/24",
    );
  });

  test('that was foretold to be on two and is, is no surprise', () => {
    const doubled = { ...unique, predicted: { source: '10.244.0.2', alsoOn: ['pod:b/0'] } };
    expect(verdictOf(doubled, { addresses: ['10.244.0.2'], alsoOn: ['pod:b/0'] })[2]).toBe(false);
    expect(verdictOf(doubled, { addresses: ['10.244.0.2'], alsoOn: [] })[2]).toBe(true);
  });
});
