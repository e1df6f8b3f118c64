/** The heat map: who reaches whom, with the facts of each cell for the page's script to show. */

import { notMeasured } from '../../../base/targets';
import type { Datapath } from '../../../datapath';
import { isPod, nodeOf, placeOf } from '../../../net';
import type { Results } from '../../../results';
import { medianRoundTripMs } from '../../derived/round-trip';
import { signs } from '../../derived/standing';
import { html, type Markup, scriptData } from '../markup';
import type { Section } from '../section';
import { type Cell, type CellState, type Grid, gridOf } from './grid';
import { packedFacts } from './packed-facts';
import { placeOnScale, type RttScale, rttLegend, rttScaleOf, shortMs } from './rtt-scale';
import { walkMarkup } from './walk-text';
import { type CellWalk, type WalkFinder, walkFinder } from './walks';

const cellSigns: Readonly<Record<CellState, string>> = { ...signs, size: '!' };

/** Who reaches whom. */
export function matrixSection(results: Results, datapath: Datapath | undefined): Section {
  const grid = gridOf(results);
  const measured = results.target !== notMeasured;
  const explained = results.state !== undefined;
  const seen = explained
    ? 'required, predicted, observed and, where it fails, explained by the real state'
    : measured
      ? 'required, predicted and observed'
      : 'required and predicted';
  const scale = rttScaleOf(grid);
  const walkFor = walkFinder(datapath);
  const shown = firstWalk(grid, walkFor);
  const lead =
    grid.unit === 'endpoint'
      ? `Row: who sends. Column: who must answer. Point at a cell, tap it, or move with the arrow keys, to see what was ${seen}.`
      : `Row: who sends. Column: who must answer. Each row is a ${grid.unit}, with its pods. Point at a cell, tap it, or move with the arrow keys.`;
  return {
    id: 'reachability',
    title: 'Who reaches whom',
    lead,
    body: html`${legend(grid, scale)}
<div class="matrix-frame">${table(grid, scale)}<aside id="cell" class="cell-card" hidden></aside></div>
<p id="cell-words" class="hidden" aria-live="polite"></p>
${shown && walkMarkup(shown)}
<script type="application/json" id="cell-facts">${scriptData(packedFacts(grid, walkFor, { measured, explained }))}</script>`,
  };
}

/** Of the first cell that fails, else of the first between pods. */
function firstWalk({ cells }: Grid, walkFor: WalkFinder): CellWalk | undefined {
  const all = [...cells.values()];
  const first =
    all.find(({ state }) => state === 'fail') ??
    all.find(
      ({ checks: [check] }) =>
        isPod(check!.from) && isPod(check!.to) && nodeOf(check!.from) !== nodeOf(check!.to),
    ) ??
    all[0];
  return first && walkFor(first);
}

function legend(grid: Grid, scale: RttScale | undefined): Markup {
  const { cells, labels } = grid;
  const present = new Set([...cells.values()].map(classOf));
  const words: [string, CellState, string][] = [
    ['pass', 'pass', 'all pass'],
    ['pass part', 'pass', 'what was tried of it passes'],
    ['fail', 'fail', 'fails'],
    ['size', 'size', 'large packets fail'],
    ['skip', 'skip', 'something skipped'],
  ];
  const odd = [...cells.values()].some(isOdd);
  const shown = words.filter(([name]) => present.has(name));
  return html`<div class="matrix-tools"><ul class="legend ${sizeOf(labels)}">${shown.map(([name, state, text]) => html`<li><i class="${name}" aria-hidden="true">${cellSigns[state]}</i> ${text}</li>`)}${odd ? html`<li><i class="odd" aria-hidden="true"></i> not as predicted</li>` : ''}<li><i class="none" aria-hidden="true"></i> not asked</li></ul>
${scale ? colourSwitch : ''}</div>${scale ? rttLegend(scale, showsNumbers(labels)) : ''}`;
}

const colourSwitch = html`<fieldset class="switch"><legend class="hidden">Colour the cells by</legend>
<label><input type="radio" name="colour" value="verdict" checked> verdict</label><label><input type="radio" name="colour" value="rtt"> round-trip time</label></fieldset>`;

/** How large cells are drawn, by the number of rows that a screen has to hold; without signs from `fair` on. */
const sizes: readonly (readonly [most: number, name: string])[] = [
  [14, 'large'],
  [42, 'medium'],
  [62, 'fair'],
  [Infinity, 'small'],
];

const sizeOf = (labels: Grid['labels']) => sizes.find(([most]) => labels.length <= most)![1];

/** Only the cells of small matrices have room for a number. */
const showsNumbers = (labels: Grid['labels']) => sizeOf(labels) === 'large';

function table(grid: Grid, scale: RttScale | undefined): Markup {
  const { labels, rows, columns, cells } = grid;
  const size = sizeOf(labels);
  const heading = (column: number) => html`<th scope="col"><span>${shortLabel(labels[column]!)}</span></th>`;
  const line = (row: number) =>
    html`<tr><th scope="row">${shortLabel(labels[row]!)}</th>${columns.map((column) => cellMarkup(cells.get(`${row} ${column}`), scale, showsNumbers(labels)))}</tr>\n`;
  return html`<div class="matrix-scroll ${size}"><table class="matrix ${size}" role="grid" aria-label="Reachability: rows send, columns answer">
<thead><tr><td></td>${columns.map(heading)}</tr></thead>
<tbody>${rows.map(line)}</tbody>
</table></div>`;
}

function cellMarkup(cell: Cell | undefined, scale: RttScale | undefined, number: boolean): Markup {
  if (!cell) return html`<td></td>`;
  const rtt = medianRoundTripMs(cell.checks);
  return html`<td class="${classOf(cell)}${isOdd(cell) ? ' odd' : ''}"${scale && rtt !== undefined ? html` style="--rtt:${placeOnScale(scale, rtt)}"${number ? html` data-ms="${shortMs(rtt)}"` : ''}` : ''}>${cellSigns[cell.state]}</td>`;
}

/** A sample that passes is not a whole that does; one that fails is no better than it. */
function classOf({ state, part }: Cell): string {
  return state === 'pass' && part ? 'pass part' : state;
}

const isOdd = ({ checks }: Cell) => checks.some(({ mispredicted }) => mispredicted);

/** `pod:worker-1/0` as `worker-1/0`: nodes have no slash. */
const shortLabel = (label: string) => placeOf(label)?.name ?? label;
