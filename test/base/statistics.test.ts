import {
  median,
  medianInterval,
  medianRanks,
  medianRise,
  robustSpread,
  trend,
} from '../../lib/base/statistics';

/** Of all series of n throws of a fair coin, how many show fewer than so many heads: counted one by one. */
function seriesBelow(n: number, heads: number): number {
  let below = 0;
  for (let series = 0; series < 2 ** n; series++) {
    let count = 0;
    for (let bits = series; bits > 0; bits >>= 1) count += bits & 1;
    if (count < heads) below += 1;
  }
  return below;
}

describe('the interval of a median', () => {
  test.each([6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16])(
    'of %i values holds it in 95 of 100 runs, and one rank narrower would not: counted over all series',
    (n) => {
      const [low, high] = medianRanks(n);
      expect(low + high).toBe(n + 1);
      expect(seriesBelow(n, low) / 2 ** n).toBeLessThanOrEqual(0.025);
      expect(seriesBelow(n, low + 1) / 2 ** n).toBeGreaterThan(0.025);
    },
  );

  test('of 12 blocks is from the third to the tenth, which holds it in 96.1 of 100 runs', () => {
    expect(medianRanks(12)).toEqual([3, 10]);
    expect(1 - (2 * seriesBelow(12, 3)) / 2 ** 12).toBeCloseTo(0.9614, 4);
    expect(medianInterval([12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1])).toEqual([3, 10]);
  });

  test('of five values is none', () => expect(medianInterval([1, 2, 3, 4, 5])).toBeUndefined());
});

describe('order statistics', () => {
  test('the median of an even number of values is between two of them', () => {
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect(median([])).toBeUndefined();
  });

  test('an outlier does not move the spread', () => {
    expect(robustSpread([1, 2, 3, 4, 5])).toBeCloseTo(1.4826);
    expect(robustSpread([1, 2, 3, 4, 500])).toBeCloseTo(1.4826);
  });

  test('a rise is that of most pairs, whatever one value does', () => {
    expect(medianRise([1, 2, 3, 4, 5])).toBe(4);
    expect(medianRise([1, 2, 300, 4, 5])).toBe(4);
    expect(medianRise([5, 5, 5])).toBe(0);
    expect(medianRise([1])).toBeUndefined();
  });

  test('a trend is 1 where values only rise, and -1 where they only fall', () => {
    expect(trend([1, 2, 3])).toBe(1);
    expect(trend([3, 2, 1])).toBe(-1);
    expect(trend([1, 2, 1, 2])).toBeCloseTo(1 / 3);
    expect(trend([1])).toBeUndefined();
  });
});
