import { type Content, html, type Markup } from './markup';

/** One part of the page, with its place in the page's navigation. */
export interface Section {
  /** Its anchor. */
  readonly id: string;
  readonly title: string;
  /** One sentence that says what there is to see. */
  readonly lead?: string;
  readonly body: Markup;
}

/** A section with its title and lead. */
export function sectionMarkup({ id, title, lead, body }: Section): Markup {
  return html`<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
${lead ? html`<p class="lead">${lead}</p>` : ''}
${body}
</section>
`;
}

/** A table with a caption for screen readers; it scrolls by itself where the screen is narrow. */
export function tableMarkup(
  caption: string,
  head: readonly string[],
  rows: readonly (readonly Content[])[],
): Markup {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}"><table class="data">
<caption class="hidden">${caption}</caption>
<thead><tr>${head.map((text) => html`<th scope="col">${text}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${row.map((cell, i) => (i === 0 ? html`<th scope="row">${cell}</th>` : html`<td>${cell}</td>`))}</tr>\n`)}</tbody>
</table></div>`;
}
