import { oneLine } from '../../base/plain-text';
import type { LeftoversReport } from '../../results';
import { folded } from '../markdown/folded';
import { escaped } from '../markdown/markdown-text';
import { counted } from '../style';
import { commandLines, leftLines } from './grouped';
import { headText, unreadTexts, verdictText } from './verdict-text';

const stamps = { left: '❌', incomplete: '⚠️', nothing: '✅' } as const;

/** Rows and commands that a page of a CI job holds. */
const mostListed = 200;

/** What is left in a cluster, for a pull request or a CI job. */
export function leftoversMarkdown(report: LeftoversReport): string {
  const lines = leftLines(report);
  const all = commandLines(report).flatMap(({ where, lines: some }) => [`# ${where}`, ...some]);
  const rows = lines
    .slice(0, mostListed)
    .map(({ hosts, owner, what, harm }) => `| ${[hosts, owner, what, harm].map(escaped).join(' | ')} |`);
  return [
    `## ${stamps[report.verdict]} ${escaped(headText(report))}`,
    `**${escaped(verdictText(report))}**`,
    ...(rows.length > 0
      ? [folded(counted(lines.length, 'row'), ['On', 'CNI', 'Left', 'Harm'], rows, lines.length)]
      : []),
    ...(all.length > 0
      ? [
          [
            'Remove it, in this order:',
            '',
            ...all.slice(0, mostListed).map((line) => `    ${oneLine(line)}`),
          ].join('\n'),
        ]
      : []),
    unreadTexts(report)
      .map((text) => `- ${escaped(text)}`)
      .join('\n'),
  ]
    .filter(Boolean)
    .join('\n\n')
    .concat('\n');
}
