/** All figures as tables, and of every two subjects the verdict. */
import { comparedFigures, type Difference, type Figure, pairsOf } from '../../../measure';
import { betweenFiles } from '../../measured/label';
import { figureName, metricLeads } from '../../measured/names';
import { plainText } from '../../measured/sentence';
import { type Sheet, sheetNote, sheets } from '../../measured/sheets';
import { differenceShown } from '../../measured/shown';
import { leaningOf, shortVerdicts, signOf, verdictWords } from '../../measured/verdict-words';
import { html, type Markup } from '../markup';
import { type Section, tableMarkup } from '../section';
import { anchor, type FileView, titled } from './file-view';
import { asHead } from './plain-table';
import { number } from './said';

/** Every figure of every file; those of several files side by side. Undefined where there are none. */
export function figureSection(views: readonly FileView[]): Section | undefined {
  const all = sheets(views);
  if (all.length === 0) return undefined;
  return {
    id: 'figures',
    title: 'All figures',
    lead: [sheetNote, ...betweenFiles(views.map(({ figures }) => figures.measurements))].join(' '),
    body: html`${all.map(sheetMarkup)}`,
  };
}

function sheetMarkup({ title, figure, head, rows }: Sheet): Markup {
  const cells = rows.map((row) =>
    row.cells.map((cell) => (typeof cell === 'string' ? cell : number(cell, row.place))),
  );
  return html`<h3 class="table-title">${title}</h3><p class="note">${metricLeads[figure.metric.id]}</p>${tableMarkup(title, head.map(asHead), cells)}`;
}

/** The verdicts on every two subjects; undefined where there are fewer than two. */
export function pairSection(view: FileView): Section | undefined {
  const pairs = pairsOf(view.figures);
  const shown = comparedFigures(view.figures);
  if (pairs.length === 0 || shown.length === 0) return undefined;
  return {
    id: anchor('pairs', view),
    title: titled('Each against each', view),
    lead: 'How much more the subject of the row is than that of the column, each by its own host network in the same block.',
    body: html`${shown.map((figure, i) => pairMatrix(view, figure, i === 0))}
<p class="key">${['▲ more', '▼ less', '= the same', '? no difference shown', '– no verdict'].map((text) => html`<span>${text}</span> `)}</p>`,
  };
}

function pairMatrix(view: FileView, figure: Figure, open: boolean): Markup {
  const { figures } = view;
  const ids = figures.measurements.subjects
    .filter(({ repeats }) => repeats === undefined)
    .map(({ id }) => id)
    .filter((id) => figures.standing(id, figure));
  const rows = ids.map((a) => [
    a,
    ...ids.map((b) => {
      const one = a === b ? undefined : figures.between(a, b, figure);
      return one ? cell(one, view.place) : a === b ? html`<span class="self">·</span>` : '–';
    }),
  ]);
  const title = figureName(figure, figures);
  return html`<details ${open ? 'open' : ''}><summary>${title}</summary>${tableMarkup(titled(`${title}, each against each`, view), ['Row ÷ column', ...ids], rows)}</details>`;
}

function cell(one: Difference, place: number): Markup {
  const words = `${one.a} against ${one.b}: ${plainText(verdictWords(one))}`;
  return html`<span class="pair" title="${words}"><span class="lean ${leaningOf(one)}" aria-hidden="true">${signOf(one)}</span>${number(differenceShown(one), place)}<small>${shortVerdicts[one.verdict.code]}</small></span>`;
}
