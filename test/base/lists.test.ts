import { append, groupBy, largest, named, smallest } from '../../lib/base/lists';

/** More items than the arguments of one call can be. */
const long = Array.from({ length: 1_000_000 }, (_, i) => (i * 7919) % 1_000_003);

test('the smallest and the largest of a million values are found', () => {
  expect([smallest(long), largest(long)]).toEqual([0, long.reduce((a, b) => (a > b ? a : b))]);
});

test('of no values none is the smallest or the largest', () => {
  expect([smallest([]), largest([])]).toEqual([Infinity, -Infinity]);
});

test('a million items are added to a list', () => {
  const list = [1];
  append(list, long);
  expect([list.length, list[0], list.at(-1)]).toEqual([1_000_001, 1, long.at(-1)]);
});

test('groups come in the order of their first items, and keep theirs', () => {
  expect([...groupBy(['b1', 'a1', 'b2'], (text) => text[0])]).toEqual([
    ['b', ['b1', 'b2']],
    ['a', ['a1']],
  ]);
});

test.each([
  [[], ''],
  [['a', 'b'], 'a and b'],
  [['a', 'b', 'c', 'd'], 'a and b and c and d'],
  [['a', 'b', 'c', 'd', 'e'], 'a, b, c and 2 more'],
])('of %j a sentence says "%s"', (names, text) => expect(named(names, ' and ')).toBe(text));
