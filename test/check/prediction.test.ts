import { type Check, judge, judgePrediction } from '../../lib/check';
import { good, reach, size, unique } from './checks';

test('a check that cannot be tried is a skip with its reason, measured or not', () => {
  const left = { ...reach, skip: 'nothing translates here' };
  for (const result of [judge(left, good), judgePrediction(left)]) {
    expect(result).toMatchObject({ verdict: 'skip', reason: 'nothing translates here' });
    expect(result).not.toHaveProperty('observed');
  }
});

describe('a prediction', () => {
  test.each([
    [reach, 'pass'],
    [size, 'pass'],
    [unique, 'pass'],
    [{ ...reach, predicted: { reachable: false, reason: 'a has no route' } }, 'fail'],
    [{ ...reach, predicted: { ...reach.predicted, source: '192.168.1.10' } }, 'fail'],
    [{ ...size, predicted: { bytes: 1000 } }, 'fail'],
    [{ ...size, predicted: {} }, 'skip'],
    [{ ...unique, predicted: { source: '10.244.0.2', alsoOn: ['pod:b/0'] } }, 'fail'],
  ])('is judged like an observation, and claims none: %#', (check, verdict) => {
    const result = judgePrediction(check as Check);
    expect(result.verdict).toBe(verdict);
    expect(result).not.toHaveProperty('observed');
    expect(result).not.toHaveProperty('mispredicted');
  });
});
