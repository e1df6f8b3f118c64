import { visitsOf } from '../../lib/measure';

/** `A0-2`: the rounds 0 to 2 of A. */
const shown = (subjects: readonly string[], rounds: number, cycles: number) =>
  visitsOf(subjects, rounds, cycles).map(
    ({ subject, first, rounds: count }) => `${subject}${first}-${first + count - 1}`,
  );

describe('visits', () => {
  test('of two subjects are A B B A, with half of the rounds each', () =>
    expect(shown(['A', 'B'], 12, 1)).toEqual(['A0-5', 'B0-5', 'B6-11', 'A6-11']));

  test('of two cycles are that twice', () =>
    expect(shown(['A', 'B'], 12, 2).join(' ')).toBe('A0-2 B0-2 B3-5 A3-5 A6-8 B6-8 B9-11 A9-11'));

  test('give every subject the same rounds, each once, where they cannot be halved', () => {
    for (const rounds of [1, 2, 3, 5, 7, 13])
      for (const cycles of [1, 2, 5]) {
        const visits = visitsOf(['A', 'B', 'C'], rounds, cycles);
        for (const one of ['A', 'B', 'C']) {
          const own = visits.filter(({ subject }) => subject === one);
          const had = own.flatMap(({ first, rounds: count }) =>
            Array.from({ length: count }, (_, i) => first + i),
          );
          expect(had).toEqual(Array.from({ length: rounds }, (_, i) => i));
          expect(own.filter(({ opens }) => opens)).toHaveLength(1);
          expect(own.filter(({ closes }) => closes)).toHaveLength(1);
        }
      }
  });

  test('go there as often as back, where there are two rounds', () => {
    for (const rounds of [2, 3, 5, 12]) expect(visitsOf(['A', 'B'], rounds, 4).length % 4).toBe(0);
  });

  test('without a round are one of each subject', () => {
    const visits = visitsOf(['A', 'B'], 0, 3);
    expect(visits.map(({ subject, rounds, opens, closes }) => [subject, rounds, opens, closes])).toEqual([
      ['A', 0, true, true],
      ['B', 0, true, true],
    ]);
  });
});
