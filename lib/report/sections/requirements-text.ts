import type { Counts, Results } from '../../results';
import { standing } from '../derived/standing';
import { requirementRows } from '../requirement-rows';
import { markOf, type Style } from '../style';
import { table } from '../table';

/** How many checks of each requirement pass. */
export function requirementsText(results: Results, style: Style): string {
  const rows = requirementRows(results).map(({ number, text, counts }) =>
    row(text, counts, style, number && ` ${number}`),
  );
  return [
    style.strong('What Kubernetes requires of the network'),
    table([], rows, { width: style.width }),
  ].join('\n');
}

function row(text: string, counts: Counts, style: Style, number: string): string[] {
  const { total, pass, fail, skip } = counts;
  const parts = [
    `${pass} of ${total} checks pass`,
    ...(fail > 0 ? [style.bad(`${fail} fail`)] : []),
    ...(skip > 0 ? [style.warn(`${skip} skipped`)] : []),
  ];
  return [`${markOf(standing(counts), style)}${number}`, text, parts.join(', ')];
}
