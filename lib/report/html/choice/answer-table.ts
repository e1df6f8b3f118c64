/** What each CNI has: every answer with the version that it holds for and the page that says so. */
import { groupBy } from '../../../base/lists';
import { answerText } from '../../choice/answer-text';
import type { Answer, ModeAnswers } from '../../choice/choice';
import type { ChoiceOffer, OfferedCapability } from '../../choice/offer';
import { type Placed, remarksOf } from '../../choice/remarks';
import { html, type Markup } from '../markup';

const caption = 'What each CNI has';

/** A row for each capability, a column for each CNI that real clusters can have. */
export function answerTable({ capabilities, modes }: ChoiceOffer): Markup {
  const cnis = [
    ...groupBy(
      modes.filter(({ labOnly }) => !labOnly),
      ({ cni }) => cni,
    ),
  ];
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}"><table class="data answers">
<caption class="hidden">${caption}</caption>
<thead><tr>${['Capability', ...cnis.map(([name]) => name)].map((text) => html`<th scope="col">${text}</th>`)}</tr></thead>
<tbody>${capabilities.map((one) => row(one, cnis))}</tbody>
</table></div>`;
}

function row(
  capability: OfferedCapability,
  cnis: readonly (readonly [string, readonly ModeAnswers[]])[],
): Markup {
  const { needs, title, about } = capability;
  return html`<tr data-needs="${needs.join(' ')}"><th scope="row">${title}<small>${about}</small></th>${cnis.map(([, modes]) => html`<td>${answers(capability, modes)}</td>`)}</tr>
`;
}

/** What is the same is said once. Needs of one capability differ in what they ask for, not in what is known. */
function answers({ needs: [need] }: OfferedCapability, modes: readonly ModeAnswers[]): Markup {
  const placed = modes.flatMap(({ mode, dataPlanes }) =>
    dataPlanes.flatMap(({ dataPlane, answers: all }): Placed[] =>
      all.filter((answer) => answer.need === need).map((answer) => ({ mode, dataPlane, answer })),
    ),
  );
  return html`<ul class="said">${remarksOf(placed, placed).map(({ answer, where }) => html`<li>${where ? html`<b>${where}:</b> ` : ''}${answerText(answer)} ${sourceOf(answer)}</li>`)}</ul>`;
}

function sourceOf({ source, version }: Answer): Markup {
  if (source === undefined) return html`<small>${version}</small>`;
  const page = source.replace(/\/$/, '').split('/').at(-1)!;
  return html`<small><a href="${source}" rel="noreferrer">${page}</a>, ${version}</small>`;
}
