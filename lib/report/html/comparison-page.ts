/** All CNIs side by side on one page. */

import { packageFile, render } from '../../base/render';
import { type Comparison, comparisonVerdict } from '../../results';
import { comparisonTexts } from '../comparison-texts';
import { counted, styleFor } from '../style';
import { html } from './markup';
import { type Section, sectionMarkup, tableMarkup } from './section';
import { stamps } from './stamps';

const assets = 'report/html/assets';

/** A comparison of CNIs and modes as a page. */
export function comparisonPage(comparison: Comparison): string {
  const sections = sectionsOf(comparison);
  return render('document.html', packageFile(`${assets}/document.html`), {
    title: 'Every CNI in every mode',
    style: packageFile(`${assets}/style.css`),
    head: `${headOf(comparison)}`,
    navigation: `${html`${sections.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`)}`}`,
    sections: sections.map((section) => `${sectionMarkup(section)}`).join(''),
    script: '',
  });
}

function headOf({ rows, startedAt }: Comparison) {
  const { state, sign, word } = stamps[comparisonVerdict(rows)];
  const count = (wanted: string) => rows.filter(({ outcome }) => outcome === wanted).length;
  const failed = count('fail');
  const skipped = count('skip') > 0 ? `, ${count('skip')} skipped` : '';
  const how = rows.some(({ measured }) => measured) ? '' : ', predicted, nothing was measured';
  const said = `${failed > 0 ? `${failed} failed` : 'none failed that should not'}${skipped}${how}`;
  return html`<header class="verdict ${state}">
<p class="eyebrow">cni-testbed · ${startedAt}</p>
<h1>Every CNI in every mode</h1>
<p class="stamp"><span class="stamp-sign" aria-hidden="true">${sign}</span> <strong>${word}</strong> <span>${counted(rows.length, 'combination')}, ${said}.</span></p>
</header>
`;
}

function sectionsOf(comparison: Comparison): Section[] {
  const { modes, sources, notes } = comparisonTexts(comparison, styleFor(false));
  const all: Section[] = [
    {
      id: 'modes',
      title: 'Verdicts and numbers',
      body: tableMarkup('Verdicts and numbers', modes.head, padded(modes.rows, modes.head.length)),
    },
    {
      id: 'sources',
      title: 'Source address that receivers see',
      body: tableMarkup('Source address that receivers see', sources.head, sources.rows),
    },
    {
      id: 'notes',
      title: 'Notes',
      body: html`<ul class="plain">${notes.map((note) => html`<li>${note}</li>`)}</ul>`,
    },
  ];
  const counts = { modes: modes.rows.length, sources: sources.rows.length, notes: notes.length };
  return all.filter(({ id }) => counts[id as keyof typeof counts] > 0);
}

/** A cell for every column, also where a run was refused. */
const padded = (rows: readonly (readonly string[])[], count: number) =>
  rows.map((row) => Array.from({ length: count }, (_, i) => row[i] ?? ''));
