/** What was measured, and runs side by side, on one page. */
import { packageFile, render } from '../../base/render';
import { type FigureOptions, Figures } from '../../measure';
import { escapeText, html } from './markup';
import { blockSection } from './measured/blocks';
import { comparedHead, titleOf } from './measured/compared-head';
import type { ComparedPage } from './measured/compared-page';
import { costSection } from './measured/cost';
import { curveSection } from './measured/curves';
import { dotSection } from './measured/dots';
import { eventSection } from './measured/event-strips';
import { figureSection, pairSection } from './measured/figure-tables';
import type { FileView } from './measured/file-view';
import { knownSection } from './measured/known';
import { modeSections } from './measured/modes-section';
import { rawSection } from './measured/raw';
import { runSections } from './measured/run-sections';
import { type Section, sectionMarkup } from './section';

export type { ComparedPage };

const assets = 'report/html/assets';

/** That page. */
export function comparedPage(page: ComparedPage, options: FigureOptions = {}): string {
  const views = viewsOf(page, options);
  const sections = sectionsOf(page, views);
  return render('document.html', packageFile(`${assets}/document.html`), {
    title: escapeText(titleOf(page)),
    style: ['style', 'pictures', 'measured'].map((name) => packageFile(`${assets}/${name}.css`)).join('\n'),
    head: `${comparedHead(page, views)}`,
    navigation: `${html`${sections.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`)}`}`,
    sections: sections.map((section) => `${sectionMarkup(section)}`).join(''),
    script: views.length > 0 ? packageFile(`${assets}/measured.js`) : '',
  });
}

function viewsOf({ measurements, files }: ComparedPage, options: FigureOptions): FileView[] {
  const nameOf = (place: number) => files?.[place] ?? `file ${place + 1}`;
  return measurements.map((one, place) => ({
    figures: new Figures(one, options),
    place,
    ...(measurements.length > 1 ? { file: nameOf(place) } : {}),
  }));
}

function sectionsOf({ modes, runs, links }: ComparedPage, views: readonly FileView[]): Section[] {
  const all: readonly (Section | undefined)[] = [
    ...(modes ? modeSections(modes, links) : []),
    ...views.map(dotSection),
    figureSection(views),
    ...views.map(eventSection),
    ...views.map(costSection),
    ...views.map(blockSection),
    ...views.map(curveSection),
    ...views.map(pairSection),
    ...views.map(knownSection),
    ...(runs ? runSections(runs) : []),
    ...(views.length > 0 ? [rawSection(views)] : []),
  ];
  return all.filter((section) => section !== undefined);
}
