/** The report as one HTML file that needs nothing else: made from results alone, opens from disk. */

import { packageFile, render } from '../../base/render';
import { cnis, cniTitle } from '../../cni';
import { editsOfFault, type Results, runVerdict, testbedOfResults } from '../../results';
import { provenanceSection, skipSection } from './closing-sections';
import { diagnosisSection } from './diagnosis-section';
import { escapeText, html } from './markup';
import { matrixSection } from './matrix/matrix-section';
import { natSection } from './nat-section';
import { planSection } from './plan-section';
import { plotsSection } from './plots/plots-section';
import { type Section, sectionMarkup } from './section';
import { stateSection } from './state/state-section';
import { surpriseSection } from './surprise-section';
import { topologySection } from './topology/topology-section';
import { factLine, requirementCards, verdictHead } from './verdict-section';

export { leftoversPage } from './leftovers-page';
export { comparedPage } from './measured-page';

const assets = 'report/html/assets';

/** The results of a run as one page without any other file. */
export function htmlReport(results: Results): string {
  const testbed = testbedOfResults(results);
  const datapath = testbed?.datapath;
  const sections = [
    diagnosisSection(results),
    matrixSection(results, datapath),
    surpriseSection(results),
    stateSection(results),
    topologySection(results, datapath, editsOfFault(testbed)),
    planSection(results),
    plotsSection(results),
    natSection(results, datapath),
    skipSection(results),
    provenanceSection(results),
  ].filter((section): section is Section => section !== undefined);
  return render('document.html', packageFile(`${assets}/document.html`), {
    title: escapeText(titleOf(results)),
    style: ['style', 'state', 'cell-card', 'matrix', 'walk', 'pictures']
      .map((name) => packageFile(`${assets}/${name}.css`))
      .join('\n'),
    head: `${verdictHead(results)}${requirementCards(results)}${factLine(results)}`,
    navigation: `${html`${sections.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`)}`}`,
    sections: sections.map((section) => `${sectionMarkup(section)}`).join(''),
    script: ['report', 'walks'].map((name) => packageFile(`${assets}/${name}.js`)).join('\n'),
  });
}

function titleOf({ testbed, cni, summary }: Results): string {
  return `${runVerdict(summary).toUpperCase()} ${testbed.name}: ${cniTitle(cnis, cni.name, cni.mode)}`;
}
