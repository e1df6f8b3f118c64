/** How the real state differs from the computed one, for a terminal. */
import { named } from '../../base/lists';
import { oneLine } from '../../base/plain-text';
import { wrapped } from '../../base/wrap';
import type { StateReport } from '../../results';
import { counted, type Style } from '../style';
import { table } from '../table';
import { entryName, entrySides } from './entry-words';
import { findingText } from './finding-text';
import { gapLines } from './gap-lines';
import { type DiffRow, isExpected, stateFacts } from './state-facts';

/** Which differences are listed. */
export interface StateTableOptions {
  /** Whether those that are to be expected are listed too. @default false */
  readonly all?: boolean;
}

/** The differences, what was not read, and how many entries are alike. */
export function stateTable(
  state: StateReport,
  style: Style,
  { all = false }: StateTableOptions = {},
): string {
  const open = state.diff.filter((row) => !isExpected(row));
  const expected = all ? state.diff.filter(isExpected) : [];
  const text = [
    style.strong(`Real state against the computed one (${oneLine(state.source)})`),
    ...(open.length > 0 ? [differences(open, style)] : []),
    ...(expected.length > 0 ? ['', style.strong('Expected to differ'), reasons(expected, style)] : []),
    ...(open.length + expected.length > 0 ? [''] : []),
    ...(state.findings ?? []).map((one) => `  ${style.bad('✗')} ${oneLine(findingText(one))}`),
    ...unread(state, style),
    ...counts(state, all),
    verdict(state, style),
  ].join('\n');
  return wrapped(text, style.width);
}

function differences(rows: readonly DiffRow[], style: Style): string {
  const head = ['  HOST', 'ENTRY', 'COMPUTED', 'REAL', 'PAIRS'].map(style.dim);
  const cells = rows.map((row) => [
    `${row.matters ? style.bad('✗') : style.dim('·')} ${oneLine(row.host)}`,
    oneLine(entryName(row)),
    ...sides(row),
    `${row.pairs}`,
  ]);
  const legend = `${style.bad('✗')} packets of so many ordered pairs fare otherwise by it; ${style.dim('·')} of none`;
  return `${table(head, cells, { width: style.width })}\n  ${legend}`;
}

function reasons(rows: readonly DiffRow[], style: Style): string {
  const head = ['HOST', 'ENTRY', 'COMPUTED', 'REAL', 'WHY'].map(style.dim);
  const cells = rows.map((row) => [
    oneLine(row.host),
    oneLine(entryName(row)),
    ...sides(row),
    oneLine(`${row.noise}`),
  ]);
  return table(head, cells, { width: style.width });
}

function sides(row: DiffRow): [computed: string, real: string] {
  const { computed, real } = entrySides(row);
  return [oneLine(computed), oneLine(real)];
}

function unread(state: StateReport, style: Style): string[] {
  return gapLines(state).map(
    ({ text, hosts }) =>
      `  ${style.warn('–')} Not read on ${oneLine(named(hosts))}: ${oneLine(text.replace(': ', ' ('))})`,
  );
}

function counts(state: StateReport, all: boolean): string[] {
  const { equal, different, expected, unread: gaps } = stateFacts(state);
  const { hosts, tried } = state;
  const listed = expected > 0 && !all ? ' (--all lists them)' : '';
  return [
    `  ${counted(hosts.length, 'host')} read: ${counted(equal, 'entry')} equal, ${different} different, ${expected} expected to differ${listed}, ${counted(gaps, 'answer')} missing`,
    ...(tried.pairs < tried.total
      ? [`  Effects tried on ${tried.pairs} of ${counted(tried.total, 'pair')}`]
      : []),
    ...(state.changed?.length ? [`  Changed while it was read: ${oneLine(named(state.changed))}`] : []),
  ];
}

function verdict(state: StateReport, style: Style): string {
  const { matters, different } = stateFacts(state);
  if (matters > 0)
    return style.bad(
      `DIFFERS: ${counted(matters, 'difference')} ${matters === 1 ? 'changes' : 'change'} packets' ways`,
    );
  return different > 0 ? style.good("ALIKE but for what changes no packet's way") : style.good('ALIKE');
}
