import type { PlainSheet } from '../../measured/plain-sheet';
import { html, type Markup } from '../markup';
import { tableMarkup } from '../section';
import { type FileView, titled } from './file-view';
import { number } from './said';

/** A table whose numbers say what they are of; what is a finding is red. */
export function plainTable({ title, head, rows }: PlainSheet, view: FileView): Markup {
  const cells = rows.map(({ cells: own, bad }) =>
    own.map((cell, i) => {
      const markup = typeof cell === 'string' ? html`${cell}` : number(cell, view.place);
      return i === bad ? html`<span class="bad-text">✗ ${markup}</span>` : markup;
    }),
  );
  return html`<h3 class="table-title">${title}</h3>${tableMarkup(titled(title, view), head.map(asHead), cells)}`;
}

/** Heads of a page are no capitals. */
export const asHead = (text: string) => `${text.charAt(0)}${text.slice(1).toLowerCase()}`;
