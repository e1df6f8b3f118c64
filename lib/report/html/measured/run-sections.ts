/** Runs side by side: verdicts, sizes, times, what they disagree on, and what else was not the same. */
import type { RunComparison } from '../../../compare';
import { runSheets } from '../../run-comparison';
import { html } from '../markup';
import { type Section, tableMarkup } from '../section';

/** A section a table. */
export function runSections(comparison: RunComparison): Section[] {
  return runSheets(comparison).map(({ title, note, head, rows }, i) => ({
    id: `runs-${i + 1}`,
    title,
    body: html`${tableMarkup(`${title}, as a table`, head, rows)}${note ? html`<p class="note">${note}</p>` : ''}`,
  }));
}
