/** Every CNI in every mode on one plan: verdicts, numbers, sources and notes. */
import type { Comparison, ComparisonRow } from '../../../results';
import { comparisonTexts, sourcesTitle } from '../../comparison-texts';
import { styleFor } from '../../style';
import { html, type Markup } from '../markup';
import { type Section, tableMarkup } from '../section';
import type { ShownModes } from './compared-page';
import { anchor, type PlacedFile, titled } from './file-view';

/** A comparison of modes as the page shows it. */
export interface ModesView extends ShownModes, PlacedFile {}

/** Sections of a comparison of modes; those that would be empty are left out. */
export function modeSections(view: ModesView): Section[] {
  const { comparison, links = [] } = view;
  const { modes, sources, notes } = comparisonTexts(comparison, styleFor(false));
  const several = modes.rows.some((row) => row.some((text) => text.includes(' / ')));
  const all: (Section & { readonly count: number })[] = [
    {
      id: anchor('modes', view),
      title: titled('Verdicts and numbers', view),
      count: modes.rows.length,
      body: html`${tableMarkup(titled('Verdicts and numbers of every mode', view), modes.head, modeRows(comparison, modes.rows, modes.head.length, links))}
${several ? html`<p class="note">Where two numbers stand, such as 1450 / 1430, they are of IPv4 / IPv6.</p>` : ''}`,
    },
    {
      id: anchor('sources', view),
      title: titled(sourcesTitle, view),
      count: sources.rows.length,
      body: tableMarkup(titled('Source addresses of every mode', view), sources.head, sources.rows),
    },
    {
      id: anchor('notes', view),
      title: titled('Notes', view),
      count: notes.length,
      body: html`<ul class="plain">${notes.map((note) => html`<li>${note}</li>`)}</ul>`,
    },
  ];
  return all.filter(({ count }) => count > 0);
}

/** Column of the verdict, behind CNI, mode and zones. */
const verdictColumn = 3;

/** A cell for every column, also where a run was refused; the mode leads to the run's report where there is one. */
function modeRows(
  { rows }: Comparison,
  texts: readonly (readonly string[])[],
  columns: number,
  links: readonly string[],
): (string | Markup)[][] {
  let run = 0;
  return rows.map((row, i) => {
    const link = row.outcome === 'refused' ? undefined : links[run++];
    return Array.from({ length: columns }, (_, column) => {
      const text = texts[i]?.[column] ?? '';
      if (column === verdictColumn) return verdict(row, text);
      return column === 1 && link !== undefined ? html`<a href="${link}">${text}</a>` : text;
    });
  });
}

const looks: Readonly<Record<ComparisonRow['outcome'], readonly [sign: string, state: string]>> = {
  pass: ['✓', 'pass'],
  fail: ['✗', 'fail'],
  'as-meant': ['✗', 'skip'],
  skip: ['s', 'skip'],
  refused: ['–', 'none'],
};

/** In its colour and with its sign; what was only predicted has neither. */
function verdict({ outcome, measured }: ComparisonRow, text: string): Markup {
  const [sign, state] = outcome === 'pass' && !measured ? ['○', 'none'] : looks[outcome];
  return html`<span class="mark mark-${state}" aria-hidden="true">${sign}</span>${text}`;
}
