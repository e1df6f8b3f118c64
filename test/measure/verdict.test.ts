import { liesOutside, verdictOf } from '../../lib/measure/figures/verdict';

const estimate = (value: number, interval?: readonly [number, number]) => ({
  ...{ value, spread: 0.01, blocks: 12 },
  ...(interval ? { interval } : {}),
});

describe('a verdict', () => {
  test.each<[string, number, [number, number] | undefined, ReturnType<typeof verdictOf>]>([
    ['an interval beyond the margin', 0.1, [0.05, 0.15], { code: 'differs' }],
    ['one below it', -0.1, [-0.15, -0.05], { code: 'differs' }],
    ['an estimate that is just the margin', 0.02, [0.01, 0.03], { code: 'differs' }],
    ['less than matters', 0.01, [0.005, 0.05], { code: 'differs-too-little' }],
    ['an interval about 0 within the margin', 0.001, [-0.01, 0.02], { code: 'same-within' }],
    ['an interval about 0 beyond it', 0.01, [-0.05, 0.03], { code: 'none-shown', wouldShow: 0.04 }],
    ['an interval that ends at 0', 0.05, [0, 0.1], { code: 'none-shown', wouldShow: 0.05 }],
    ['no interval', 0.5, undefined, { code: 'too-few-blocks' }],
  ])('on %s', (_, value, interval, verdict) => {
    expect(verdictOf(estimate(value, interval), 0.02)).toEqual(verdict);
  });

  test('is withdrawn where what should be equal lies outside of the margin as a whole', () => {
    expect(liesOutside(estimate(0.05, [0.03, 0.07]), 0.02)).toBe(true);
    expect(liesOutside(estimate(-0.05, [-0.07, -0.03]), 0.02)).toBe(true);
    expect(liesOutside(estimate(0.05, [0.01, 0.07]), 0.02)).toBe(false);
    expect(liesOutside(estimate(0.5), 0.02)).toBe(false);
  });
});
