/** Why it fails: each diagnosis with the checks that speak for it and what to change. */
import type { CheckResult } from '../../check';
import type { Results } from '../../results';
import { counted } from '../style';
import { suspectLines } from '../suspects';
import { whyText } from '../why';
import { html, type Markup } from './markup';
import { grouped } from './numbers';
import type { Section } from './section';
import { entryCause } from './state/entry-cause';

/** Failed checks that a diagnosis shows; the results file has the rest. */
const mostShown = 12;

/** Causes with evidence and remedies; undefined where nothing fails. */
export function diagnosisSection({ checks, diagnoses, summary }: Results): Section | undefined {
  if (summary.fail === 0) return undefined;
  const explained = diagnoses.reduce((sum, { explains }) => sum + explains, 0);
  const rest = Math.max(0, summary.fail - explained);
  return {
    id: 'why',
    title: 'Why it fails',
    lead: `${counted(summary.fail, 'check')} failed. The likeliest cause comes first.`,
    body: html`<ol class="causes">${diagnoses.map((diagnosis) => entry(diagnosis, checks))}</ol>
${rest > 0 ? html`<p class="note">${counted(rest, 'failed check')} ${rest === 1 ? 'fits' : 'fit'} none of these causes; the heat map shows where.</p>` : ''}`,
  };
}

function entry(diagnosis: Results['diagnoses'][number], checks: Results['checks']): Markup {
  const { code, cause, remedy, explains, evidence } = diagnosis;
  const left = suspectLines(diagnosis);
  const shown = evidence.slice(0, mostShown).flatMap((index) => (checks[index] ? [checks[index]] : []));
  const more = explains - shown.length;
  const { entries, commands } = entryCause(diagnosis) ?? {};
  return html`<li class="cause">
<h3>${cause}.</h3>
${entries ?? ''}<p class="remedy"><strong>${left.length > 0 ? 'See' : 'Change'}:</strong>${commands ? '' : ` ${remedy}.`}</p>${commands ?? ''}
${left.length > 0 ? html`<ul class="suspects">${left.map(({ what, look }) => html`<li>${what}<br><code>${look}</code></li>`)}</ul>` : ''}
<details><summary>Explains ${counted(explains, 'failed check')} <code>${code}</code></summary>
<ul class="evidence">${shown.map((check) => html`<li>${pair(check)}: ${whyText(check)}</li>`)}${more > 0 ? html`<li>… and ${grouped(more)} more</li>` : ''}</ul>
</details>
</li>
`;
}

function pair({ id, from, to, protocol }: CheckResult): Markup {
  return html`<code>${id}${protocol ? ` ${protocol}` : ''}</code> ${from === to ? from : `${from} → ${to}`}`;
}
