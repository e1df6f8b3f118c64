/** What the kernels of the machines really have, held against what was computed. */
import { named } from '../../../base/lists';
import type { Results, StateReport } from '../../../results';
import { gapLines } from '../../state/gap-lines';
import { isExpected, stateFacts } from '../../state/state-facts';
import { stateLines } from '../../state/state-lines';
import { counted } from '../../style';
import { html, type Markup } from '../markup';
import { grouped } from '../numbers';
import type { Section } from '../section';
import { differenceTable } from './difference-table';

/** The real state; undefined where none was read. */
export function stateSection(results: Results): Section | undefined {
  const { state } = results;
  if (!state) return undefined;
  const open = state.diff.filter((row) => !isExpected(row));
  return {
    id: 'real-state',
    title: 'Real state',
    lead: 'What the kernels of these machines really have, entry by entry, against what was computed for them. A difference matters where packets fare otherwise by it.',
    body: html`${facts(state)}${doubts(results)}
${open.length > 0 ? differenceTable('Entries that differ', open, 'Pairs') : html`<p class="note">Every entry that was read is as computed.</p>`}
${sampled(state)}${expected(state)}${unread(state)}`,
  };
}

/** `2026-01-02 03:04:05 UTC`, of a time with or without parts of seconds. */
const atTime = (takenAt: string) => takenAt.replace(/^(.{10})T(.{8})(?:\.\d+)?Z$/, '$1 $2 UTC');

function facts(state: StateReport): Markup {
  const { equal, different, matters, expected: noise, unread: gaps } = stateFacts(state);
  const pairs: [string, string][] = [
    ['Read', `${counted(state.hosts.length, 'host')} of ${state.source}, ${atTime(state.takenAt)}`],
    ['As computed', counted(equal, 'entry')],
    [
      'Different',
      different > 0
        ? `${grouped(different)}, of which ${grouped(matters)} ${matters === 1 ? 'matters' : 'matter'}`
        : 'none',
    ],
    ['Expected to differ', grouped(noise)],
    ['Not read', gaps > 0 ? counted(gaps, 'answer') : 'nothing is missing'],
  ];
  return html`<dl class="facts">${pairs.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}

/** What one has to know before one trusts it; what was not read has a list of its own. */
function doubts(results: Results): Markup[] {
  return stateLines(results)
    .doubts.filter(({ about }) => about !== 'gaps')
    .map(({ label, text }) => html`<p class="warning"><strong>${label}:</strong> ${text}.</p>`);
}

function sampled({ tried: { pairs, total } }: StateReport): Markup | '' {
  return pairs < total
    ? html`<p class="note">Which packets fare otherwise was tried with ${grouped(pairs)} of ${counted(total, 'ordered pair')}.</p>`
    : '';
}

function expected({ diff }: StateReport): Markup | '' {
  const rows = diff.filter(isExpected);
  if (rows.length === 0) return '';
  return html`<details><summary>${counted(rows.length, 'entry')} expected to differ</summary>${differenceTable('Entries that are expected to differ', rows, 'Why')}</details>`;
}

function unread(state: StateReport): Markup | '' {
  const lines = gapLines(state);
  if (lines.length === 0) return '';
  return html`<details><summary>What was not read</summary><ul class="plain">${lines
    .slice(0, mostGaps)
    .map(
      ({ text, hosts }) => html`<li>${text}, on ${named(hosts)}</li>`,
    )}${lines.length > mostGaps ? html`<li>… and ${grouped(lines.length - mostGaps)} more</li>` : ''}</ul></details>`;
}

/** Lines of gaps that are listed. */
const mostGaps = 50;
