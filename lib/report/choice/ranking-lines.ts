import type { Style } from '../style';
import type { Ranking } from './choice';

/** The eligible modes by a preference, best first; those that are tied stand in one line, and no number is made of it. */
export function rankingLines({ preference, groups, unmeasured }: Ranking, style: Style): string[] {
  const title = style.strong(`By ${preference}`);
  if (!groups || groups.length === 0)
    return [`${title}: ${style.warn('not measured')}, so nothing is ranked`];
  return [
    `${title}, best first; modes in one line are tied`,
    ...groups.map((group, i) => `  ${i + 1}. ${group.join(', ')}`),
    ...(unmeasured.length > 0 ? [`  ${style.warn('not measured')}: ${unmeasured.join(', ')}`] : []),
  ];
}
