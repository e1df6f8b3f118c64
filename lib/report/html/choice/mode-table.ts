/** Every mode with its data planes and what was measured of it; what exists in labs only stands apart. */
import type { ModeAnswers } from '../../choice/choice';
import type { ChoiceOffer } from '../../choice/offer';
import { html, type Markup } from '../markup';
import { number } from '../measured/said';
import type { MeasuredColumn } from './measured-columns';

const caption = 'Modes by what they have and what was measured';

/** The table. A script moves modes between its two bodies. */
export function modeTable({ modes }: ChoiceOffer, columns: readonly MeasuredColumn[]): Markup {
  const rows = modes.map((mode, i) => ({ mode, markup: rowMarkup(mode, i, columns) }));
  const [eligible, excluded] = [false, true].map((labOnly) =>
    rows.filter(({ mode }) => (mode.labOnly ?? false) === labOnly).map(({ markup }) => markup),
  );
  const head = ['CNI and mode', 'Data planes', ...columns.map(({ title }) => title)];
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}"><table class="data choice" id="choice">
<caption class="hidden">${caption}</caption>
<thead><tr>${head.map((text) => html`<th scope="col"><span class="head">${text}</span></th>`)}</tr></thead>
<tbody id="choice-eligible">${eligible}</tbody>
<tbody id="choice-excluded" class="excluded">
<tr><th scope="rowgroup" colspan="${head.length}">Excluded</th></tr>
${excluded}</tbody>
</table></div>`;
}

function rowMarkup(
  { cni, mode, labOnly, dataPlanes }: ModeAnswers,
  place: number,
  columns: readonly MeasuredColumn[],
): Markup {
  const planes = dataPlanes.map(({ dataPlane }) => html`<span class="plane">${dataPlane}</span> `);
  const cells = columns.map((column) => html`<td>${entriesMarkup(column, place)}</td>`);
  const remark = labOnly ? 'exists in labs only' : '';
  return html`<tr data-mode="${place}"><th scope="row">${cni} ${mode}</th><td>${planes}<span class="to-know">${remark}</span></td>${cells}</tr>
`;
}

/** A subject a line: two clusters may run the same mode. */
function entriesMarkup({ entries }: MeasuredColumn, mode: number): Markup {
  const own = entries.flatMap((entry, i) => (entry.mode === mode ? [{ entry, i }] : []));
  if (own.length === 0) return html`–`;
  return html`${own.map(({ entry, i }) => html`<span class="entry" data-entry="${i}"><b class="rank"><span class="hidden">place </span><span class="rank-text">${entry.rank}</span></b> ${number(entry.ratio, entry.place)} <small>${entry.dataPlane}</small></span>`)}`;
}
