import type { Style } from '../style';
import type { Ranking } from './choice';

/** The eligible modes by a preference, best first; those that are tied stand in one line, and no number is made of it. */
export function rankingLines({ preference, groups, inLab, unmeasured }: Ranking, style: Style): string[] {
  const title = style.strong(`By ${preference}`);
  if (!groups || groups.length === 0)
    return [
      `${title}: ${style.warn('not measured')}, so nothing is ranked; --measurements takes a file of what was`,
    ];
  return [
    `${title}, best first; modes in one line are tied`,
    ...(inLab ? [style.dim('  measured in a lab: path cost in one kernel, not the CNI’s throughput')] : []),
    ...groups.map((group, i) => `  ${i + 1}. ${group.join(', ')}`),
    ...(unmeasured.length > 0 ? [`  ${style.warn('not measured')}: ${unmeasured.join(', ')}`] : []),
  ];
}
