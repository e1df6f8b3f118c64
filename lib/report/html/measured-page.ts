/** What was measured, and runs side by side, on one page. */
import { packageFile, render } from '../../base/render';
import { type FigureOptions, Figures } from '../../measure';
import { choiceSection } from './choice/choice-section';
import { escapeText, html } from './markup';
import { blockSection } from './measured/blocks';
import { comparedHead, titleOf } from './measured/compared-head';
import type { ComparedPage } from './measured/compared-page';
import { costSection } from './measured/cost';
import { curveSection } from './measured/curves';
import { dotSection } from './measured/dots';
import { eventSection } from './measured/event-strips';
import { figureSection, pairSection } from './measured/figure-tables';
import type { FileView, PlacedFile } from './measured/file-view';
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
    style: assetsOf(['style', 'pictures', 'measured', 'choice'], 'css'),
    head: `${comparedHead(page, views)}`,
    navigation: `${html`${sections.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`)}`}`,
    sections: sections.map((section) => `${sectionMarkup(section)}`).join(''),
    script: assetsOf(['measured', 'choice'], 'js'),
  });
}

const assetsOf = (names: readonly string[], kind: 'css' | 'js') =>
  names.map((name) => packageFile(`${assets}/${name}.${kind}`)).join('\n');

function viewsOf({ measurements, files }: ComparedPage, options: FigureOptions): FileView[] {
  return placed(
    measurements.map((one, place) => ({ figures: new Figures(one, options), file: files?.[place] })),
  );
}

/** With their places; with their names where there are several. */
function placed<T extends { readonly file?: string }>(shown: readonly T[]): (T & PlacedFile)[] {
  return shown.map(({ file, ...one }, place) => ({
    ...(one as T),
    place,
    ...(shown.length > 1 ? { file: file ?? `file ${place + 1}` } : {}),
  }));
}

function sectionsOf({ modes = [], runs, choice }: ComparedPage, views: readonly FileView[]): Section[] {
  const all: readonly (Section | undefined)[] = [
    ...placed(modes).flatMap(modeSections),
    ...views.map(dotSection),
    figureSection(views),
    ...(choice && modes.length + views.length > 0 ? [choiceSection(choice, views)] : []),
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
