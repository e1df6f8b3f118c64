/** Sentences that are made of codes: all details are in words, and none ends a sentence that others go on with. */
export function expectWords<T>(values: readonly T[], textOf: (value: T) => string): void {
  const telling = values.filter((value) => !JSON.stringify(value).includes('""')); // an empty text of others says nothing
  expect(telling.length).toBeGreaterThan(0);
  for (const value of telling) {
    const words = textOf(value);
    expect([value, words]).toEqual([value, expect.stringMatching(/^[^.\s](.*[^.\s])?$/s)]);
    expect(words).not.toMatch(/undefined|\[object|NaN|null/);
  }
}
