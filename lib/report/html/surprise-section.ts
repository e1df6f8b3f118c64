/** Checks that pass although the walk over the computed state says something else. */
import type { Results } from '../../results';
import { surprises } from '../derived/surprises';
import { counted } from '../style';
import { html } from './markup';
import { grouped } from './numbers';
import { type Section, tableMarkup } from './section';

/** Checks that are listed; the results file has the rest. */
const mostShown = 20;

/** Passes that were predicted otherwise; undefined where there are none. */
export function surpriseSection({ checks }: Results): Section | undefined {
  const found = surprises(checks);
  if (found.length === 0) return undefined;
  const rows = found
    .slice(0, mostShown)
    .map(({ check, pair, predicted, observed }) => [
      html`<code>${check.id}</code> ${pair}`,
      observed,
      html`<span class="long">${predicted}</span>`,
    ]);
  const more = found.length - rows.length;
  return {
    id: 'unforeseen',
    title: 'Passed, and not as predicted',
    lead: `${counted(found.length, 'check')} ${found.length === 1 ? 'passes' : 'pass'} although the walk over the computed state predicts something else.`,
    body: html`${tableMarkup('Passed, and not as predicted', ['Check', 'Observed', 'Predicted'], rows)}${more > 0 ? html`<p class="note">… and ${grouped(more)} more.</p>` : ''}`,
  };
}
