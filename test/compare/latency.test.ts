import { medianRanks } from '../../lib/base/statistics';
import { latencyOf } from '../../lib/compare/latency';

describe('round-trip times', () => {
  test.each([
    [5, [0, 6]],
    [6, [1, 6]],
    [9, [2, 8]],
    [10, [2, 9]],
    [15, [4, 12]],
    [20, [6, 15]],
    [25, [8, 18]],
    [50, [18, 33]],
    [100, [40, 61]],
  ])('of %i samples: the median lies between the ranks of the tables', (samples, ranks) =>
    expect(medianRanks(samples)).toEqual(ranks),
  );

  test('of a large cluster: the ranks come near to the normal approximation', () => {
    const [low, high] = medianRanks(270_000);
    expect(low).toBeGreaterThan(135_000 - 0.98 * Math.sqrt(270_000) - 2);
    expect(low).toBeLessThan(135_000 - 0.98 * Math.sqrt(270_000) + 2);
    expect(low + high).toBe(270_001);
  });

  test('have a median, an interval and a tail', () =>
    expect(latencyOf([5, 3, 1, 4, 2, 6, 8, 7, 10, 9])).toEqual({
      samples: 10,
      medianMs: 5.5,
      intervalMs: [2, 9],
      p95Ms: expect.closeTo(9.55),
    }));

  test('that are few claim no interval', () =>
    expect(latencyOf([2, 1])).toEqual({ samples: 2, medianMs: 1.5, p95Ms: 1.95 }));

  test('that are none have no latency', () => expect(latencyOf([])).toBeUndefined());
});
