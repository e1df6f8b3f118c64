/** The page's first words: what was found, a sentence a figure. */

import { eventFindings } from '../../measured/event-words';
import { findings } from '../../measured/headline';
import { labels, measuredHow } from '../../measured/label';
import type { Leaning } from '../../measured/verdict-words';
import { counted } from '../../style';
import { html, type Markup } from '../markup';
import type { FileView } from './file-view';
import { said } from './said';

/** Words of signs, for those who do not see them. */
const leaningWords: Readonly<Record<Leaning, string>> = {
  better: 'better',
  worse: 'worse',
  same: 'the same',
  open: 'not known',
  void: 'no verdict',
};

/** Everything that one file says in sentences. */
export function findingsMarkup({ figures, place, file }: FileView): Markup {
  const found = findings(figures);
  const [first, ...rest] = labels(figures.measurements).map(
    (label) => html`<p class="measured-label">${label}</p>`,
  );
  const events = eventFindings(figures.measurements);
  return html`<div class="measured">
${file === undefined ? '' : html`<h2 class="measured-file">${file}</h2>`}
${first}
<ul class="findings">
${events.map((words) => html`<li class="finding found"><p><span class="bad-text">✗ Finding:</span> ${said(words, place)}</p></li>`)}
${found.map(
  ({ title, preview, lead, others }) => html`<li class="finding">
<p><strong>${title}</strong>${preview === undefined ? '' : html` <span class="preview">preview: ${counted(preview, 'block')}</span>`}: ${said(lead, place)}${others.length > 0 ? '. Against it:' : '.'}</p>
${others.length === 0 ? '' : html`<ul class="clauses">${others.map((clause) => html`<li><span class="lean ${clause.leaning}" aria-hidden="true">${clause.sign}</span><span class="hidden">${leaningWords[clause.leaning]}: </span><span><b>${clause.subjects.join(', ')}</b> ${said(clause.words, place)}</span></li>`)}</ul>`}
</li>
`,
)}</ul>
${rest}
<p class="measured-how">${measuredHow(figures)}. <span class="nowrap">[…] is the 95 % interval.</span></p>
</div>
`;
}
