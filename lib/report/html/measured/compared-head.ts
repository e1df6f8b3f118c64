/** The head of the page: what was compared, and what was found, before anything else. */
import { cnis, cniTitle } from '../../../cni';
import { isLab } from '../../../measure';
import { type ComparisonRow, comparisonVerdict, runVerdict } from '../../../results';
import { modesTitle } from '../../comparison-texts';
import { counted } from '../../style';
import { html, type Markup } from '../markup';
import { stamps } from '../stamps';
import type { ComparedPage } from './compared-page';
import type { FileView } from './file-view';
import { findingsMarkup } from './findings';

/** The page's title. */
export function titleOf({ modes = [], measurements, runs }: ComparedPage): string {
  if (modes.length > 0) return modesTitle;
  const subjects = measurements.flatMap((one) => one.subjects).filter(({ repeats }) => repeats === undefined);
  if (subjects.length > 0 && subjects.length < 3)
    return `${subjects.map(subjectTitle).join(' beside ')}: what ${subjects.length === 1 ? 'it costs' : 'they cost'}`;
  if (subjects.length > 0) return `What ${counted(subjects.length, wordFor(subjects))} cost`;
  return `${counted(runs?.runs.length ?? 0, 'run')} side by side`;
}

/** A subject by its CNI and mode, where it has no other name. */
function subjectTitle({ id, cni }: ComparedPage['measurements'][number]['subjects'][number]): string {
  return cni && id === `${cni.name} ${cni.mode}` ? cniTitle(cnis, cni.name, cni.mode) : id;
}

/** Labs are modes, as each has one of its own. */
function wordFor(subjects: ComparedPage['measurements'][number]['subjects']): string {
  const labs = subjects.filter(({ target }) => isLab(target)).length;
  if (labs > 0 && labs < subjects.length) return 'subject';
  return labs > 0 ? 'mode' : 'cluster';
}

/** The head. */
export function comparedHead(page: ComparedPage, views: readonly FileView[]): Markup {
  const { modes = [], measurements, runs } = page;
  const rows = modes.flatMap(({ comparison }) => comparison.rows);
  const startedAt =
    modes[0]?.comparison.startedAt ?? measurements[0]?.startedAt ?? runs?.runs[0]?.startedAt ?? '';
  const { state } = rows.length > 0 ? stamps[comparisonVerdict(rows)] : { state: 'plain-head' };
  return html`<header class="verdict ${state}">
<p class="eyebrow">cni-testbed · ${startedAt.slice(0, 16).replace('T', ' ')}</p>
<h1>${titleOf(page)}</h1>
${rows.length > 0 ? modeStamp(rows) : ''}${runs && rows.length + measurements.length === 0 ? runStamp(runs.runs) : ''}
${views.map(findingsMarkup)}
</header>
`;
}

function modeStamp(rows: readonly ComparisonRow[]): Markup {
  const { sign, word } = stamps[comparisonVerdict(rows)];
  const count = (wanted: string) => rows.filter(({ outcome }) => outcome === wanted).length;
  const failed = count('fail');
  const skipped = count('skip') > 0 ? `, ${count('skip')} skipped` : '';
  const how = rows.some(({ measured }) => measured) ? '' : ', predicted, nothing was measured';
  const said = `${failed > 0 ? `${failed} failed` : 'none failed that should not'}${skipped}${how}`;
  return html`<p class="stamp"><span class="stamp-sign" aria-hidden="true">${sign}</span> <strong>${word}</strong> <span>${counted(rows.length, 'combination')}, ${said}.</span></p>`;
}

function runStamp(runs: NonNullable<ComparedPage['runs']>['runs']): Markup {
  const failing = runs.filter(({ checks }) => runVerdict(checks) === 'fail');
  const said = failing.length > 0 ? `${failing.map(({ label }) => label).join(', ')}` : 'none';
  return html`<p class="stamp">Checks fail in: <strong>${said}</strong>.</p>`;
}
