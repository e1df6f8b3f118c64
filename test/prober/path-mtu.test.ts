import fc from 'fast-check';
import { largestThat } from '../../lib/prober/path-mtu';

describe('the search for the largest size', () => {
  const sizes = fc.record({
    smallest: fc.integer({ min: 1, max: 100 }),
    threshold: fc.integer({ min: 0, max: 65_535 }),
    hint: fc.integer({ min: 0, max: 65_535 }),
  });

  test('finds it for any threshold and any hint, and asks for no size twice and for none out of bounds', async () => {
    await fc.assert(
      fc.asyncProperty(sizes, async ({ smallest, threshold, hint }) => {
        const asked: number[] = [];
        const holds = async (size: number) => {
          asked.push(size);
          return size <= threshold;
        };
        const found = await largestThat(holds, smallest, Math.max(hint, smallest));
        expect(found).toBe(threshold < smallest ? undefined : threshold);
        expect(new Set(asked).size).toBe(asked.length);
        expect(Math.min(...asked)).toBeGreaterThanOrEqual(smallest);
        expect(Math.max(...asked)).toBeLessThanOrEqual(65_535);
        expect(asked.length).toBeLessThanOrEqual(34);
      }),
    );
  });

  test('needs two tries where the hint is right', async () => {
    let tries = 0;
    const holds = async (size: number) => {
      tries += 1;
      return size <= 1450;
    };
    expect(await largestThat(holds, 40, 1450)).toBe(1450);
    expect(tries).toBe(2);
  });
});
