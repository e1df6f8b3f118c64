/** What to know of the numbers: guards, controls, drift, what is absent, and conditions that are not the same. */
import { conditionsOf } from '../../../measure';
import { remarks } from '../../measured/remarks';
import { html, type Markup } from '../markup';
import { type Section, tableMarkup } from '../section';
import { anchor, type FileView, titled } from './file-view';
import { said } from './said';

/** Remarks and conditions. */
export function knownSection(view: FileView): Section {
  const { figures, place } = view;
  return {
    id: anchor('known', view),
    title: titled('What to know of these numbers', view),
    body: html`<ul class="plain">${remarks(figures).map(({ label, doubt, words }) => html`<li><strong class="${doubt ? 'doubt' : ''}">${label}:</strong> ${said(words, place)}</li>`)}</ul>
${conditions(view)}`,
  };
}

function conditions(view: FileView): Markup {
  const { measurements } = view.figures;
  const { alike, unlike } = conditionsOf(measurements.subjects);
  const all = measurements.subjects.length;
  const rows = [
    ...unlike.map(({ name, values }) => [
      name,
      html`<span class="long">${values.map(({ value, subjects }) => html`<span class="value-of"><b>${value ?? 'not known'}</b> ${subjects.length > 4 ? `${subjects.length} of ${all}` : subjects.join(', ')}</span>`)}</span>`,
    ]),
    ...alike.map(([name, value]) => [name, html`<span class="long">${value}</span>`]),
  ];
  if (rows.length === 0) return html``;
  return html`<h3 class="table-title">Conditions</h3>${tableMarkup(titled('Conditions', view), ['What', unlike.length > 0 ? 'Where' : 'All'], rows)}`;
}
