import fc from 'fast-check';
import type { Observation, Patience } from '../../lib/prober';
import { largestThat, pathMtu } from '../../lib/prober/path-mtu';

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

describe('the path MTU of a way', () => {
  const target = { address: '10.0.0.1', port: 1, family: 'ipv4', id: 'pod:a/0' } as const;
  /** Answers come after so many milliseconds, to packets of at most 1450 bytes. */
  const way = (rttMs: number, most = 1450) => {
    const waits: number[] = [];
    const probe = async (_: string, __: number, { waitMs }: Patience, bytes = 0): Promise<Observation> => {
      waits.push(waitMs);
      if (bytes > most) return { reachable: false, failure: { code: 'too-big' } };
      return rttMs <= waitMs
        ? { reachable: true, answeredBy: target.id }
        : { reachable: false, failure: { code: 'no-answer', afterMs: waitMs } };
    };
    return { probe, waits };
  };

  test('is looked for quickly where answers are quick', async () => {
    const near = way(1);
    expect(await pathMtu(near, target, 1450)).toEqual({ bytes: 1450, localLimit: 1450 });
    expect(Math.max(...near.waits)).toBe(200);
  });

  test('is found on a way that takes longer than that', async () =>
    expect(await pathMtu(way(300), target, 1450)).toEqual({ bytes: 1450, localLimit: 1450 }));

  /** Packets of up to 553 bytes leave, and of up to so many arrive. */
  const hole = (most: number) => ({
    probe: async (_: string, __: number, ___: Patience, bytes = 0): Promise<Observation> => {
      if (bytes > 553) return { reachable: false, failure: { code: 'too-big' } };
      return bytes <= most
        ? { reachable: true, answeredBy: target.id }
        : { reachable: false, failure: { code: 'no-answer', afterMs: 200 } };
    },
  });

  test.each([
    ['a black hole where ordinary packets vanish too', 530, 553],
    ['no black hole where the kernel lets ordinary packets be cut', 553, 530],
  ])('is %s', async (_, ordinary, localLimit) =>
    expect(await pathMtu(hole(530), target, 530, async () => hole(ordinary))).toEqual({
      bytes: 530,
      localLimit,
    }),
  );

  test('is not looked for where a size cannot be tried', async () => {
    const lacking = { reachable: false, notAsked: { code: 'ENOBUFS' } } as const;
    const full = { probe: async (): Promise<Observation> => lacking };
    expect(await pathMtu(full, target, 1450)).toEqual(lacking);
  });

  test('is not looked for twice where nothing arrives', async () => {
    const dead = way(Number.POSITIVE_INFINITY);
    expect(await pathMtu(dead, target, 1450)).toEqual({ failure: { code: 'no-size' } });
    expect(dead.waits.filter((ms) => ms > 200)).toHaveLength(1);
  });
});
