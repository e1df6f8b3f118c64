import fc from 'fast-check';
import { paced } from '../../lib/prober/pace';

const later = (turns: number) => new Promise<void>((resolve) => setTimeout(resolve, turns));

/** Runs tasks that take so many milliseconds each, and tells the order and how many were under way at once. */
async function run(
  durations: readonly number[],
  pace: { fresh: number; staleAfterMs: number; most: number },
) {
  const started: number[] = [];
  let [under, peak, ended] = [0, 0, 0];
  await paced(
    durations,
    async (ms, index) => {
      started.push(index);
      under += 1;
      peak = Math.max(peak, under);
      await later(ms);
      under -= 1;
      ended += 1;
    },
    pace,
  );
  return { started, peak, ended };
}

describe('paced', () => {
  test('runs every item once, starts them in order, ends when all have ended, and keeps its limits', async () => {
    const durations = fc.array(fc.constantFrom(0, 0, 1, 4), { maxLength: 30 });
    const limits = fc.record({ fresh: fc.integer({ min: 1, max: 4 }), most: fc.integer({ min: 1, max: 6 }) });
    await fc.assert(
      fc.asyncProperty(durations, limits, async (items, { fresh, most }) => {
        const { started, peak, ended } = await run(items, { fresh, most, staleAfterMs: 1 });
        expect(started).toEqual(items.map((_, i) => i));
        expect(ended).toBe(items.length);
        expect(peak).toBeLessThanOrEqual(most);
      }),
      { numRuns: 25 },
    );
  });

  test('has no more than the fresh ones under way while none waits for long', async () => {
    const { peak } = await run(Array(20).fill(0), { fresh: 2, most: 100, staleAfterMs: 1_000_000_000 });
    expect(peak).toBe(2);
  });

  test('lets others start while lost answers are waited for', async () => {
    let under = 0;
    let enough = () => {};
    const together = new Promise<void>((resolve) => {
      enough = resolve;
    });
    await paced(
      Array(10).fill(0),
      async () => {
        under += 1;
        if (under === 4) enough();
        await together; // nobody ends before four are under way
      },
      { fresh: 1, most: 100, staleAfterMs: 1 },
    );
    expect(under).toBe(10);
  });

  test('hands a place that becomes free to who waits, and to nobody else', async () => {
    for (const most of [1, 2, 3]) {
      const { peak } = await run(Array(40).fill(0), { fresh: 8, most, staleAfterMs: 1 });
      expect(peak).toBe(most);
    }
  });
});
