import type { CheckResult } from '../check';
import { counted, type Style } from './style';

/** Endpoints up to which each has a row of its own; beyond, a row stands for a node. */
const mostEndpoints = 30;
/** Nodes up to which there is a matrix; beyond, only rows with failures are named. */
const mostNodes = 40;

/** What the checks of one cell say together. */
type Cell = 'pass' | 'fail' | 'skip' | 'size';

/** Who reaches whom, one sign a cell: a glance shows rows and columns that fail. */
export function reachabilityMatrix(checks: readonly CheckResult[], style: Style): string {
  const pairs = checks.filter(({ id }) => id !== 'address/unique');
  const endpoints = [...new Set(pairs.flatMap(({ from, to }) => [from, to]))];
  const label = endpoints.length <= mostEndpoints ? (id: string) => id : nodeOf;
  const labels = [...new Set(endpoints.map(label))];
  const cells = cellsOf(pairs, label);
  const heading = `${style.strong('Reachability')} ${style.dim('from ↓ to →')}`;
  if (labels.length > mostNodes) return [heading, ...failingRows(labels, cells, style)].join('\n');
  const width = Math.max(...labels.map((text) => text.length));
  const head = `  ${' '.repeat(width)}      ${labels.map((_, i) => column(`${i + 1}`)).join('')}`;
  const rows = labels.map(
    (from, i) =>
      `  ${from.padEnd(width)} ${style.dim(`${i + 1}`.padStart(4))} ${labels.map((to) => sign(cells.get(`${from} ${to}`), style)).join('')}`,
  );
  return [heading, style.dim(head.trimEnd()), ...rows, `  ${style.dim(legend(cells))}`].join('\n');
}

function cellsOf(checks: readonly CheckResult[], label: (id: string) => string): Map<string, Cell> {
  const cells = new Map<string, Cell>();
  for (const check of checks) {
    const key = `${label(check.from)} ${label(check.to)}`;
    cells.set(key, worse(cells.get(key), check));
  }
  return cells;
}

function worse(known: Cell | undefined, { id, verdict }: CheckResult): Cell {
  const now: Cell = verdict === 'fail' && id === 'mtu/path' ? 'size' : verdict;
  const rank: readonly (Cell | undefined)[] = [undefined, 'pass', 'skip', 'size', 'fail'];
  if (id === 'mtu/path' && verdict === 'skip') return known ?? 'skip';
  return rank.indexOf(now) > rank.indexOf(known) ? now : known!;
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
    ['skip', 's skipped'],
  ] as const;
  return [...signs.filter(([cell]) => present.has(cell)).map(([, text]) => text), '· not asked'].join('   ');
}

function failingRows(labels: readonly string[], cells: ReadonlyMap<string, Cell>, style: Style): string[] {
  const failing = labels
    .map((from) => ({
      from,
      count: labels.filter((to) => ['fail', 'size'].includes(cells.get(`${from} ${to}`) ?? '')).length,
    }))
    .filter(({ count }) => count > 0);
  if (failing.length === 0)
    return [`  ${style.good('✓')} every node to every node, ${counted(labels.length, 'node')}`];
  const shown = failing
    .slice(0, 20)
    .map(
      ({ from, count }) =>
        `  ${style.bad('✗')} ${from} fails towards ${count} of ${counted(labels.length, 'node')}`,
    );
  return failing.length > 20 ? [...shown, `    … and ${counted(failing.length - 20, 'more node')}`] : shown;
}

/** `pod:worker-1/0` and `node:worker-1` as `worker-1`. */
function nodeOf(id: string): string {
  return id.replace(/^[a-z]+:/, '').split('/')[0]!;
}
