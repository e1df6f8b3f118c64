import { type Check, judge, type Observed, type Reason, type Verdict } from '../../lib/check';
import { good, reach, size, unique } from './checks';

const unreachable = { code: 'system', errno: 'EHOSTUNREACH' } as const;
const noRoute = {
  code: 'dropped',
  drop: { code: 'no-route', host: 'a', destination: '10.244.1.2' },
} as const;

const verdictOf = (check: Check, observed: Observed) => {
  const { verdict, why, mispredicted } = judge(check, observed);
  return [verdict, why, mispredicted ?? false];
};

describe('a pair', () => {
  test.each<[string, Check, Observed, Verdict, Reason | undefined, boolean]>([
    ['passes where the right one answers and saw the right source', reach, good, 'pass', undefined, false],
    [
      'fails where nobody answers, with what the probe met',
      reach,
      { reachable: false, failure: unreachable },
      'fail',
      { code: 'no-answer', failure: unreachable },
      true,
    ],
    ['fails where nobody answers and nothing was met', reach, {}, 'fail', { code: 'no-answer' }, true],
    [
      'fails where somebody else answers',
      reach,
      { ...good, answeredBy: 'pod:c/0', reachable: false },
      'fail',
      { code: 'other-answers', answeredBy: 'pod:c/0', meant: 'pod:b/0' },
      true,
    ],
    [
      'fails where the source was translated',
      reach,
      { ...good, source: '192.168.1.10' },
      'fail',
      { code: 'source-not-allowed', source: '192.168.1.10', allowed: ['10.244.0.2'] },
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
      'that should not be reachable fails as predicted, which is no surprise',
      { ...reach, predicted: { reachable: false, why: noRoute } },
      { reachable: false, failure: unreachable },
      'fail',
      { code: 'no-answer', failure: unreachable },
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
      { ...reach, id: 'policy/default-deny', required: { reachable: false }, predicted: { none: true } },
      { reachable: false },
      'pass',
      undefined,
      false,
    ],
    [
      'that nobody may reach fails where somebody answers',
      { ...reach, id: 'policy/default-deny', required: { reachable: false }, predicted: { none: true } },
      good,
      'fail',
      { code: 'not-denied', answeredBy: 'pod:b/0' },
      false,
    ],
  ])('%s', (_, check, observed, verdict, why, mispredicted) => {
    expect(verdictOf(check, observed)).toEqual([verdict, why, mispredicted]);
  });
});

describe('the largest packet', () => {
  test.each<[string, Observed, Verdict, Reason | undefined, boolean]>([
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
      { code: 'black-hole', from: 1401, to: 1450 },
      true,
    ],
    [
      'fails as wasteful where more would fit',
      { bytes: 1400, localLimit: 1400 },
      'fail',
      { code: 'wasteful', bytes: 1400, possible: 1450 },
      true,
    ],
    [
      'fails where more passes than one outer packet carries',
      { bytes: 1500, localLimit: 1500 },
      'fail',
      { code: 'outer-fragmented', bytes: 1500, atMost: 1450 },
      true,
    ],
    [
      'is skipped where the pair is not reachable, and says so',
      { failure: { code: 'udp-lost' } },
      'skip',
      { code: 'pair-unreachable', failure: { code: 'udp-lost' } },
      false,
    ],
    [
      'fails where it could not be measured although packets pass',
      { failure: { code: 'unknown', text: 'cannot open an ipv4 socket: errno 24' } },
      'fail',
      { code: 'no-size', failure: { code: 'unknown', text: 'cannot open an ipv4 socket: errno 24' } },
      true,
    ],
  ])('%s', (_, observed, verdict, why, mispredicted) => {
    expect(verdictOf(size, observed)).toEqual([verdict, why, mispredicted]);
  });

  test('may be larger where it does not cross the underlay', () => {
    expect(verdictOf({ ...size, required: { bytes: 1450 } }, { bytes: 1500 })[0]).toBe('pass');
  });
});

describe('an address', () => {
  test.each<[string, Observed, Verdict, Reason | undefined]>([
    ['passes where the endpoint has it alone', { addresses: ['10.244.0.2'], alsoOn: [] }, 'pass', undefined],
    [
      'fails where the endpoint has another one',
      { addresses: ['10.244.0.9'], alsoOn: [] },
      'fail',
      { code: 'address-missing', planned: '10.244.0.2', within: '10.244.0.0/24', has: ['10.244.0.9'] },
    ],
    [
      'fails where the endpoint has none',
      { addresses: [] },
      'fail',
      { code: 'address-missing', planned: '10.244.0.2', within: '10.244.0.0/24', has: [] },
    ],
    [
      'fails where somebody else has it too',
      { addresses: ['10.244.0.2'], alsoOn: ['pod:b/0'] },
      'fail',
      { code: 'address-shared', address: '10.244.0.2', with: ['pod:b/0'] },
    ],
  ])('%s', (_, observed, verdict, why) => {
    expect(verdictOf(unique, observed).slice(0, 2)).toEqual([verdict, why]);
  });

  test("fails outside its node's range", () => {
    const stray: Check = { ...unique, predicted: { source: '10.244.7.2', alsoOn: [] } };
    expect(verdictOf(stray, { addresses: ['10.244.7.2'] })[1]).toEqual({
      code: 'address-outside',
      address: '10.244.7.2',
      within: '10.244.0.0/24',
    });
  });

  test('that was predicted to be on two and is, is no surprise', () => {
    const doubled = { ...unique, predicted: { source: '10.244.0.2', alsoOn: ['pod:b/0'] } };
    expect(verdictOf(doubled, { addresses: ['10.244.0.2'], alsoOn: ['pod:b/0'] })[2]).toBe(false);
    expect(verdictOf(doubled, { addresses: ['10.244.0.2'], alsoOn: [] })[2]).toBe(true);
  });
});
