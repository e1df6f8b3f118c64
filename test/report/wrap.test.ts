import { wrapped } from '../../lib/report';

describe('a line that is too long', () => {
  test('is broken between words, and goes on two characters further in', () => {
    expect(wrapped('  one two three four five', 20)).toBe('  one two three four\n    five');
  });

  test('keeps a number and its unit together', () => {
    expect(wrapped('it moved by −22 % to −15 % (4 of 4)', 24)).toBe('it moved by −22 % to\n  −15 % (4 of 4)');
    expect(wrapped('between nodes it takes 20.8 µs, no more', 28)).toBe(
      'between nodes it takes\n  20.8 µs, no more',
    );
  });

  test('may break behind a number that has no unit', () => {
    expect(wrapped('it was seen in all 12 such blocks', 21)).toBe('it was seen in all 12\n  such blocks');
  });
});
