import { entryName, entrySides } from '../../state/entry-words';
import { type DiffRow, isFelt } from '../../state/state-facts';
import { type Content, html, type Markup } from '../markup';
import { grouped } from '../numbers';
import { tableMarkup } from '../section';

/** Differences that a table holds; the results file has the rest. */
const mostShown = 200;

/** Differences entry by entry. @param last what the last column says: of how many pairs packets fare otherwise, or why it is expected */
export function differenceTable(caption: string, rows: readonly DiffRow[], last: 'Pairs' | 'Why'): Markup {
  const cells = rows.slice(0, mostShown).map((row) => {
    const { computed, real } = entrySides(row);
    const end: Content = last === 'Why' ? html`<span class="long">${row.noise}</span>` : effect(row);
    const host = last === 'Why' ? row.host : html`${sign(row)}${row.host}`;
    return [
      host,
      html`<span class="entry">${entryName(row)}</span>`,
      entryText(computed),
      entryText(real),
      end,
    ];
  });
  const head = ['Host', 'Entry', 'Computed', 'Real', last === 'Why' ? last : 'Pairs that fare otherwise'];
  const more = rows.length - cells.length;
  return html`${tableMarkup(caption, head, cells)}${more > 0 ? html`<p class="note">… and ${grouped(more)} more.</p>` : ''}`;
}

function sign(row: DiffRow): Markup {
  return isFelt(row)
    ? html`<span class="mark mark-fail" aria-hidden="true">≠</span><span class="hidden">matters: </span>`
    : html`<span class="mark" aria-hidden="true">·</span><span class="hidden">changes nothing: </span>`;
}

const effect = (row: DiffRow) => (isFelt(row) ? html`<strong>${grouped(row.pairs)}</strong>` : 'none');

/** An entry's value: as its tool writes it, or that there is none. */
export function entryText(text: string): Markup {
  return text === 'none' ? html`<em class="absent">none</em>` : html`<code class="entry">${text}</code>`;
}
