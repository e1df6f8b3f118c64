import { type Check, judge, judgePrediction, type Verdict } from '../../lib/check';
import { good, reach, size, unique } from './checks';

test('a check that cannot be tried is a skip with its reason, measured or not', () => {
  const why = { code: 'no-translation', cni: 'none' } as const;
  const left = { ...reach, skip: why };
  for (const result of [judge(left, good), judgePrediction(left)]) {
    expect(result).toMatchObject({ verdict: 'skip', why });
    expect(result).not.toHaveProperty('observed');
  }
});

const noRoute = {
  code: 'dropped',
  drop: { code: 'no-route', host: 'a', destination: '10.244.1.2' },
} as const;

describe('a prediction', () => {
  test.each<[Check, Verdict]>([
    [reach, 'pass'],
    [size, 'pass'],
    [unique, 'pass'],
    [{ ...reach, predicted: { reachable: false, why: noRoute } }, 'fail'],
    [{ ...reach, predicted: { ...reach.predicted, source: '192.168.1.10' } }, 'fail'],
    [{ ...size, predicted: { bytes: 1000 } }, 'fail'],
    [{ ...size, predicted: {} }, 'skip'],
    [{ ...unique, predicted: { source: '10.244.0.2', alsoOn: ['pod:b/0'] } }, 'fail'],
  ])('is judged like an observation, and claims none: %#', (check, verdict) => {
    const result = judgePrediction(check);
    expect(result.verdict).toBe(verdict);
    expect(result).not.toHaveProperty('observed');
    expect(result).not.toHaveProperty('mispredicted');
  });

  test('of silence has the reason that the walk gives', () => {
    const check: Check = { ...reach, predicted: { reachable: false, why: noRoute } };
    expect(judgePrediction(check).why).toEqual({ code: 'no-answer', predicted: noRoute });
  });

  test('that is none is a skip that says what is not known', () => {
    const unknown = { host: 'a', link: 'lxc1', because: { code: 'ebpf', programs: 'tc' } } as const;
    for (const check of [reach, size])
      expect(judgePrediction({ ...check, predicted: { none: true, unknown } })).toMatchObject({
        verdict: 'skip',
        why: { code: 'not-predicted', unknown },
      });
  });

  test('of no size where the pair is not reachable has it too', () => {
    expect(judgePrediction({ ...size, predicted: { why: noRoute } }).why).toEqual({
      code: 'pair-unreachable',
      predicted: noRoute,
    });
  });
});
