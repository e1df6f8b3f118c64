import { addTo, largest } from '../base/lists';
import { asksForSize, type CheckResult } from '../check';
import { nodeOf, placeOf } from '../net';
import { askedFor } from './derived/asked-for';
import { counted, markOf, type Style } from './style';

/** Endpoints up to which each has a row of its own; beyond, a row stands for a node. */
const mostEndpoints = 30;
/** Nodes up to which there is a matrix; beyond, only rows with failures are named. */
const mostNodes = 40;

/** Rows with failures that are named. */
const mostRows = 20;

/** What the checks of one cell say together. */
type Cell = 'pass' | 'fail' | 'skip' | 'size';

/** Who reaches whom, one sign a cell: a glance shows rows and columns that fail. */
export function reachabilityMatrix(checks: readonly CheckResult[], style: Style): string {
  const pairs = checks.filter(({ from, to }) => from !== to);
  const senders = new Set(pairs.map(({ from }) => from));
  const endpoints = [...new Set([...senders, ...pairs.map(askedFor)])];
  const byEndpoint = endpoints.length <= mostEndpoints && widthOf(endpoints) <= (style.width ?? Infinity);
  const label = byEndpoint ? (id: string) => id : nodeOf;
  const labels = [...new Set(endpoints.map(label))];
  const rowLabels = [...new Set([...senders].map(label))];
  const cells = cellsOf(pairs, label);
  if (labels.length === 0) return '';
  const heading = `${style.strong('Reachability')} ${style.dim('from ↓ to →')}`;
  if (labels.length > mostNodes || widthOf(labels) > (style.width ?? Infinity))
    return [heading, ...failingRows(new Set(endpoints.filter(isOfNode).map(label)), cells, style)].join('\n');
  const width = largest(labels.map((text) => text.length));
  const head = `  ${' '.repeat(width)}      ${labels.map((_, i) => column(`${i + 1}`)).join('')}`;
  const rows = rowLabels.map(
    (from, i) =>
      `  ${from.padEnd(width)} ${style.dim(`${i + 1}`.padStart(4))} ${labels.map((to) => sign(cells.get(`${from} ${to}`), style)).join('')}`,
  );
  const unasked = labels.flatMap((to, i) => (rowLabels.includes(to) ? [] : [`   ${i + 1} ${to}`]));
  return [
    heading,
    style.dim(head.trimEnd()),
    ...rows,
    `  ${style.dim(legend(cells) + unasked.join(''))}`,
  ].join('\n');
}

/** Characters of a row. */
function widthOf(labels: readonly string[]): number {
  return largest(labels.map((text) => text.length)) + columnWidth * labels.length + 8;
}

function cellsOf(checks: readonly CheckResult[], label: (id: string) => string): Map<string, Cell> {
  const cells = new Map<string, Cell>();
  for (const check of checks) {
    const key = `${label(check.from)} ${label(askedFor(check))}`;
    cells.set(key, worse(cells.get(key), check));
  }
  return cells;
}

function worse(known: Cell | undefined, check: CheckResult): Cell {
  const now: Cell = check.verdict === 'fail' && asksForSize(check) ? 'size' : check.verdict;
  const rank: readonly (Cell | undefined)[] = [undefined, 'pass', 'skip', 'size', 'fail'];
  return known === undefined || rank.indexOf(now) > rank.indexOf(known) ? now : known;
}

const columnWidth = 3;
const column = (text: string) => text.padStart(columnWidth);

function sign(cell: Cell | undefined, style: Style): string {
  switch (cell) {
    case 'pass':
      return style.good(column('✓'));
    case 'fail':
      return style.bad(column('✗'));
    case 'size':
      return style.warn(column('!'));
    case 'skip':
      return style.warn(column('s'));
    case undefined:
      return style.dim(column('·'));
  }
}

function legend(cells: ReadonlyMap<string, Cell>): string {
  const present = new Set(cells.values());
  const signs = [
    ['pass', '✓ all pass'],
    ['fail', '✗ fails'],
    ['size', '! large packets fail'],
    ['skip', 's something skipped'],
  ] as const;
  return [...signs.filter(([cell]) => present.has(cell)).map(([, text]) => text), '· not asked'].join('   ');
}

/** @param nodes the cluster's nodes; the host outside and Services are not among them */
function failingRows(nodes: ReadonlySet<string>, cells: ReadonlyMap<string, Cell>, style: Style): string[] {
  const failing = new Map<string, string[]>();
  for (const [key, cell] of cells) {
    const [from, to] = key.split(' ') as [string, string];
    if (cell === 'fail' || cell === 'size') addTo(failing, from, to);
  }
  const all = counted(nodes.size, 'node');
  if (failing.size === 0) return [`  ${nothingFails(all, new Set(cells.values()), style)}`];
  const rows = [...nodes].flatMap((from) => {
    const targets = failing.get(from);
    if (!targets) return [];
    const others = targets.filter((to) => !nodes.has(to));
    const towards = [
      ...(targets.length > others.length ? [`${targets.length - others.length} of ${all}`] : []),
      ...others,
    ];
    return [`  ${style.bad('✗')} ${from} fails towards ${towards.join(' and ')}`];
  });
  const more = rows.length - mostRows;
  return more > 0 ? [...rows.slice(0, mostRows), `    … and ${counted(more, 'more node')}`] : rows;
}

function nothingFails(all: string, present: ReadonlySet<Cell>, style: Style): string {
  const said = `of ${all}, none fails towards a node that was tried`;
  return present.has('skip')
    ? `${markOf('skip', style)} ${said}, and something was skipped`
    : `${markOf('pass', style)} ${said}`;
}

const isOfNode = (id: string) => placeOf(id) !== undefined;
