/** What is left, the same on several machines in one row, and the commands likewise. */
import { groupBy, named } from '../../base/lists';
import { shellWords } from '../../base/shell-words';
import type { LeftoversReport, LeftRow } from '../../results';
import { harmsText, leftName, withText } from './left-text';

/** One row for people. */
export interface LeftLine {
  readonly hosts: string;
  readonly owner: string;
  readonly what: string;
  readonly harm: string;
}

/** Routes and names that differ from one machine to the next, and are the same to a reader. */
const ofEach = new Set<LeftRow['kind']>(['route', 'policy-rule', 'set', 'annotations', 'labels']);

/** The rows of a table: whose it is, then in the order in which it is removed. */
export function leftLines(report: LeftoversReport): LeftLine[] {
  const groups = groupBy(report.left, (row) => {
    const what = ofEach.has(row.kind) ? row.kind : row.name;
    return JSON.stringify([row.owner, row.kind, what, harmsText(row)]);
  });
  const lines = [...groups.values()].map((rows): LeftLine => {
    const [first] = rows as [LeftRow];
    const names = rows.map(({ name }) => name);
    const withs = [...new Set(rows.map(withText))].filter(Boolean);
    const more = withs.length === 1 ? ` (${withs[0]})` : '';
    return {
      hosts: hostsText(rows, report),
      owner: first.owner,
      what: `${leftName(first.kind, ...names)}${more}`,
      harm: harmsText(first),
    };
  });
  return [...groupBy(lines, ({ owner }) => owner).values()].flat();
}

/** `all 3 nodes`, names, or `the cluster`. */
function hostsText(rows: readonly Pick<LeftRow, 'host'>[], { hosts, unread }: LeftoversReport): string {
  const names = [...new Set(rows.flatMap(({ host }) => host ?? []))];
  if (names.length === 0) return 'the cluster';
  const isAll = names.length > 1 && names.length === hosts.length + unread.length;
  return isAll ? `all ${names.length} nodes` : named(names);
}

/** Commands that are run at one place, one after the other. */
export interface CommandLines {
  /** Names of machines; empty: with kubectl, from anywhere. */
  readonly hosts: readonly string[];
  readonly where: string;
  readonly lines: readonly string[];
}

/** The commands in an order in which they work: what is the same on several machines is listed once. */
export function commandLines(report: LeftoversReport): CommandLines[] {
  const places = new Map<
    string,
    { readonly rows: LeftRow[]; readonly line: string; readonly isApi: boolean }
  >();
  for (const row of report.left)
    for (const command of row.commands) {
      const line = shellWords(command);
      const isApi = command[0] === 'kubectl';
      const key = `${row.kind} ${line}`;
      const known = places.get(key);
      if (known) known.rows.push(row);
      else places.set(key, { rows: [row], line, isApi });
    }
  const found: CommandLines[] = [];
  for (const { rows, line, isApi } of places.values()) {
    const hosts = isApi ? [] : [...new Set(rows.flatMap(({ host }) => host ?? []))];
    const last = found.at(-1);
    if (last && `${last.hosts}` === `${hosts}`)
      found[found.length - 1] = { ...last, lines: [...last.lines, line] };
    else
      found.push({ hosts, where: isApi ? 'with kubectl' : `on ${hostsText(rows, report)}`, lines: [line] });
  }
  return found;
}
