/** What is left in a cluster, for a terminal. */
import { groupBy, named } from '../../base/lists';
import { oneLine } from '../../base/plain-text';
import { shellWords } from '../../base/shell-words';
import { wrapped } from '../../base/wrap';
import type { LeftoversReport } from '../../results';
import { counted, type Style } from '../style';
import { table } from '../table';
import { commandLines, leftLines } from './grouped';
import { headText, unreadTexts, verdictText } from './verdict-text';

/** Commands that are listed; a file has all. */
const mostCommands = 60;

/** The table, the commands, what was not read, and the verdict. Commands are in lines of their own, however long. */
export function leftoversText(report: LeftoversReport, style: Style): string {
  const parts = [
    wrapped(style.strong(oneLine(headText(report))), style.width),
    ...(report.left.length > 0 ? [rows(report, style), '', commands(report, style)] : []),
    ...unreadTexts(report).map((text) => wrapped(`  ${style.warn('–')} ${oneLine(text)}`, style.width)),
    wrapped(coloured(report, style), style.width),
  ];
  return parts.join('\n');
}

function rows(report: LeftoversReport, style: Style): string {
  const head = ['  ON', 'CNI', 'LEFT', 'HARM'].map(style.dim);
  const cells = leftLines(report).map(({ hosts, owner, what, harm }) => [
    `${harm ? style.bad('✗') : style.dim('·')} ${oneLine(hosts)}`,
    oneLine(owner),
    oneLine(what),
    oneLine(harm),
  ]);
  return table(head, cells, { width: style.width });
}

function commands(report: LeftoversReport, style: Style): string {
  const all = commandLines(report);
  const total = all.reduce((sum, { lines }) => sum + lines.length, 0);
  let room = mostCommands;
  const shown = all.flatMap(({ where, lines }) => {
    const some = lines.slice(0, room);
    room -= some.length;
    return some.length === 0 ? [] : [`  ${oneLine(where)}:`, ...some.map((line) => `    ${oneLine(line)}`)];
  });
  return [
    style.strong('Remove it, in this order'),
    ...shown,
    ...(total > mostCommands
      ? [`  … and ${counted(total - mostCommands, 'more command')}: --json has all`]
      : []),
    ...looks(report),
    '',
  ].join('\n');
}

/** What no command can be named for. */
function looks({ left }: LeftoversReport): string[] {
  const groups = groupBy(
    left.filter(({ commands: none, look }) => none.length === 0 && look),
    ({ look }) => shellWords(look!),
  );
  return [...groups].map(
    ([line, some]) =>
      `  on ${oneLine(named(some.map(({ host }) => `${host}`)))}, end the process that this shows:\n    ${oneLine(line)}`,
  );
}

function coloured(report: LeftoversReport, style: Style): string {
  const paint = { left: style.bad, incomplete: style.warn, nothing: style.good }[report.verdict];
  return paint(oneLine(verdictText(report)));
}
