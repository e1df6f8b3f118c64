/** Choosing a CNI: needs first, then what was measured between those that have them. Whole without a script. */
import { isLab } from '../../../measure';
import { type Answer, isMet } from '../../choice/choice';
import type { ChoiceOffer } from '../../choice/offer';
import { labLabel } from '../../measured/label';
import { counted } from '../../style';
import { html, scriptData } from '../markup';
import type { FileView } from '../measured/file-view';
import type { Section } from '../section';
import { answerTable } from './answer-table';
import { type MeasuredColumn, measuredColumns } from './measured-columns';
import { modeTable } from './mode-table';
import { needsForm } from './needs-form';

/** The section. @param views files whose figures stand beside the modes */
export function choiceSection(offer: ChoiceOffer, views: readonly FileView[]): Section {
  const columns = measuredColumns(offer, views);
  const eligible = offer.modes.filter(({ labOnly }) => !labOnly).length;
  return {
    id: 'choosing',
    title: 'Choosing: needs first, then numbers',
    lead: 'Which modes have what a cluster needs, by the documentation of each CNI, and what was measured between those that are left: as testbed choose says it. There is no score over all of it, as how much each is worth is yours to say.',
    body: html`${needsForm(offer.capabilities)}
<p class="eligible" role="status" id="eligible">Eligible: ${eligible} of ${counted(offer.modes.length, 'mode')}.</p>
${modeTable(offer, columns)}
${columns.length > 0 ? html`<p class="note">${rankNote} ${views.some(isOfLab) ? labLabel : ''}</p>` : ''}
<details id="answers"><summary>Every answer, with its version and its source</summary>${answerTable(offer)}</details>
<script type="application/json" id="choice-data">${scriptData(dataOf(offer, columns))}</script>`,
  };
}

const rankNote =
  'First the place among the eligible modes: those that share one are not told apart from the first of them, and = is where none is ahead. Then the ratio to the host network with its 95 % interval, and the data plane that was measured. –: nothing that was measured is known to be of it.';

const isOfLab = ({ figures }: FileView) => figures.measurements.subjects.some(({ target }) => isLab(target));

/** What the script goes by: whom each data plane serves, and who is told apart from whom. Both follow from what is shown. */
function dataOf(offer: ChoiceOffer, columns: readonly MeasuredColumn[]) {
  const titles = offer.capabilities.flatMap(({ title, needs }) =>
    needs.map((need) => [need, needs.length > 1 ? need : title] as const),
  );
  const needsOf = (answers: readonly Answer[], standing: Answer['standing']) =>
    answers.filter((answer) => answer.standing === standing).map(({ need }) => need);
  return {
    titles: Object.fromEntries(titles),
    modes: offer.modes.map(({ labOnly = false, dataPlanes }) => ({
      labOnly,
      dataPlanes: dataPlanes.map(({ dataPlane, answers }) => ({
        dataPlane,
        met: answers.filter(isMet).map(({ need }) => need),
        inPart: needsOf(answers, 'partly'),
        unverified: needsOf(answers, 'unverified'),
      })),
    })),
    columns: columns.map(({ entries, differs }) => ({
      entries: entries.map(({ mode, dataPlane }) => ({ mode, dataPlane })),
      differs,
    })),
  };
}
