import type { Standings } from '../../measure';

/** The place of each subject, which those share that are not told apart; `=` where none is ahead. */
export function ranksOf(groups: Standings): Map<string, string> {
  let rank = 1;
  const ranked = groups.flatMap((group) => {
    const own = groups.length > 1 ? `${rank}` : '=';
    rank += group.length;
    return group.map((id) => [id, own] as const);
  });
  return new Map(ranked);
}
