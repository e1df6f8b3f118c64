/** The heat map: who reaches whom, with the facts of each cell for the page's script to show. */
import type { Results } from '../../../check';
import type { Datapath } from '../../../datapath';
import { quantile, sorted } from '../../../statistics';
import { html, type Markup, scriptData } from '../markup';
import type { Section } from '../section';
import { type CellFacts, cellFacts, medianRtt } from './facts';
import { type Cell, type CellState, type Grid, gridOf } from './grid';
import { pathFinder } from './paths';

const signs: Readonly<Record<CellState, string>> = { pass: '✓', fail: '✗', size: '!', skip: 's' };

export function matrixSection(results: Results, datapath: Datapath | undefined): Section {
  const grid = gridOf(results);
  const lead =
    grid.unit === 'endpoint'
      ? 'Row: who sends. Column: who must answer. Point at a cell, tap it, or move with the arrow keys, to see what was required, predicted and observed.'
      : `Row: who sends. Column: who must answer. Each row is a ${grid.unit}, with its pods. Point at a cell, tap it, or move with the arrow keys.`;
  return {
    id: 'reachability',
    title: 'Who reaches whom',
    lead,
    body: html`${legend(grid)}
<div class="matrix-frame">${table(grid)}<aside id="cell" class="cell-card" hidden></aside></div>
<p id="cell-words" class="hidden" aria-live="polite"></p>
<script type="application/json" id="cell-facts">${scriptData(allFacts(grid, datapath))}</script>`,
  };
}

function legend({ cells }: Grid): Markup {
  const present = new Set([...cells.values()].map(({ state }) => state));
  const words: [CellState, string][] = [
    ['pass', 'all pass'],
    ['fail', 'fails'],
    ['size', 'large packets fail'],
    ['skip', 'skipped'],
  ];
  const odd = [...cells.values()].some(({ checks }) => checks.some(({ mispredicted }) => mispredicted));
  const shown = words.filter(([state]) => present.has(state));
  return html`<div class="matrix-tools"><ul class="legend">${shown.map(([state, text]) => html`<li><i class="${state}" aria-hidden="true">${signs[state]}</i> ${text}</li>`)}${odd ? html`<li><i class="odd" aria-hidden="true"></i> not as predicted</li>` : ''}<li><i class="none" aria-hidden="true"></i> not asked</li></ul>
<fieldset class="switch"><legend class="hidden">Colour the cells by</legend>
<label><input type="radio" name="colour" value="verdict" checked> verdict</label><label><input type="radio" name="colour" value="rtt"> round-trip time</label></fieldset></div>`;
}

function table(grid: Grid): Markup {
  const { labels, rows, columns, cells } = grid;
  const size = labels.length <= 14 ? 'large' : labels.length <= 42 ? 'medium' : 'small';
  const scale = rttScale(grid);
  const heading = (column: number) => html`<th scope="col"><span>${shortLabel(labels[column]!)}</span></th>`;
  const line = (row: number) =>
    html`<tr><th scope="row">${shortLabel(labels[row]!)}</th>${columns.map((column) => cellMarkup(cells.get(`${row} ${column}`), scale))}</tr>\n`;
  return html`<div class="matrix-scroll"><table class="matrix ${size}" role="grid" aria-label="Reachability: rows send, columns answer">
<thead><tr><td></td>${columns.map(heading)}</tr></thead>
<tbody>${rows.map(line)}</tbody>
</table></div>`;
}

function cellMarkup(cell: Cell | undefined, scale: (rtt: number) => number): Markup {
  if (!cell) return html`<td></td>`;
  const rtt = medianRtt(cell.checks);
  const surprise = cell.checks.some(({ mispredicted }) => mispredicted) ? ' odd' : '';
  return html`<td class="${cell.state}${surprise}"${rtt === undefined ? '' : html` style="--rtt:${scale(rtt)}"`}>${signs[cell.state]}</td>`;
}

/** Where a round-trip time lies between the quickest and the slowest twentieth, in steps of 5 %. */
function rttScale({ cells }: Grid): (rtt: number) => number {
  const times = sorted(
    [...cells.values()].flatMap(({ checks }) => {
      const rtt = medianRtt(checks);
      return rtt === undefined ? [] : [rtt];
    }),
  );
  const [low, high] = [Math.log(quantile(times, 0.05) ?? 1), Math.log(quantile(times, 0.95) ?? 1)];
  return (rtt) => {
    const share = high > low ? (Math.log(rtt) - low) / (high - low) : 0;
    return Math.round(Math.min(1, Math.max(0, share)) * 20) * 5;
  };
}

/** `pod:worker-1/0` as `worker-1/0`: nodes have no slash. */
const shortLabel = (label: string) => label.replace(/^(pod|node):/, '');

/** Cells up to which each tells the way of its packets. */
const mostPaths = 2500;

interface PackedFacts {
  readonly labels: readonly string[];
  /** Places in `labels` of the table's rows and columns. */
  readonly rows: readonly number[];
  readonly columns: readonly number[];
  /** Every text once. */
  readonly texts: readonly string[];
  /** By `row column`: places in `texts` of the reason, the path, and of five texts a line. */
  readonly cells: Readonly<Record<string, readonly number[]>>;
}

/** Texts are numbered: most cells say the same. */
function allFacts(grid: Grid, datapath: Datapath | undefined): PackedFacts {
  const places = new Map<string, number>([['', 0]]);
  const place = (text: string) => {
    const known = places.get(text) ?? places.size;
    places.set(text, known);
    return known;
  };
  const pathFor = grid.cells.size <= mostPaths ? pathFinder(datapath) : () => undefined;
  const pack = ({ rows, reason, path }: CellFacts) =>
    [reason ?? '', path ?? '', ...rows.flat()].map((text) => place(text));
  const cells = [...grid.cells].map(([key, cell]): [string, number[]] => [
    key,
    pack(cellFacts(cell, pathFor(cell))),
  ]);
  const { labels, rows, columns } = grid;
  return { labels, rows, columns, texts: [...places.keys()], cells: Object.fromEntries(cells) };
}
