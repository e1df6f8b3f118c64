/** In which order subjects have their turns. */

/**
 * Round by round: every second round runs backwards, so that a machine that becomes faster or slower favours nobody (A B B A),
 * and every pair of rounds begins with another subject.
 */
export function turnsOf<T>(subjects: readonly T[], rounds: number): T[][] {
  return Array.from({ length: rounds }, (_, round) => {
    const first = subjects.length > 2 ? Math.floor(round / 2) % subjects.length : 0;
    const rotated = [...subjects.slice(first), ...subjects.slice(0, first)];
    return round % 2 === 1 ? rotated.reverse() : rotated;
  });
}

/** The item of a list that is a round's, two rounds at a time: both directions of a turn have the same one. */
export function ofRound<T>(items: readonly T[], round: number): T {
  return items[Math.floor(round / 2) % items.length]!;
}
