/** Source NAT: whose address receivers see, and the rules of each node. */

import { notMeasured } from '../../base/targets';
import type { Datapath, Host } from '../../datapath';
import type { Results } from '../../results';
import { type FlowRow, flowRows } from '../derived/flow-rows';
import { signs } from '../derived/standing';
import { counted } from '../style';
import { html, type Markup } from './markup';
import { type Section, tableMarkup } from './section';

/** Nodes whose rules are shown. */
const mostNodes = 5;

/** Whose address receivers see, and the rules that make it so. */
export function natSection(results: Results, datapath: Datapath | undefined): Section {
  const hosts = datapath?.hosts.filter(({ nat }) => nat.length > 0) ?? [];
  return {
    id: 'nat',
    title: 'Address translation',
    lead: "Whose address does the receiver see? Between pods it must be the sender's own; elsewhere the nodes' rules decide, and the first match wins.",
    body: html`${flows(results)}
${hosts.slice(0, mostNodes).map((host, i) => rules(host, i === 0))}${hosts.length > 0 ? '' : html`<p class="note">${datapath ? 'In the computed state no node translates addresses.' : 'Which rules the nodes have is not known here.'}</p>`}
${hosts.length > mostNodes ? html`<p class="note">… and likewise on ${counted(hosts.length - mostNodes, 'more node')}.</p>` : ''}`,
  };
}

function rules({ name, nat }: Host, open: boolean): Markup {
  const rows = nat.map(({ family, action, comment }, i) => [
    `${i + 1}`,
    family,
    html`<code>${comment}</code>`,
    action === 'return' ? 'leave as it is' : 'masquerade',
  ]);
  return html`<details ${open ? 'open' : ''}><summary>Rules on ${name}, as computed</summary>${tableMarkup(`NAT rules on ${name}`, ['#', 'Family', 'Rule', 'Action'], rows)}</details>
`;
}

/** What receivers see of each kind of flow, predicted and, where something was measured, observed. */
function flows(results: Results): Markup {
  const rows = flowRows(results);
  if (rows.length === 0) return html``;
  const measured = results.target !== notMeasured;
  const cells = rows.map((row) => [
    html`${markMarkup(row)}${row.flow}`,
    ...(results.plan.families.length > 1 ? [row.family] : []),
    row.predicted ?? 'not predicted',
    ...(measured ? [observedMarkup(row)] : []),
    html`<code>${row.examples.join(', ')}</code>`,
  ]);
  const head = [
    'Flow',
    ...(results.plan.families.length > 1 ? ['Family'] : []),
    'Predicted',
    ...(measured ? ['Observed'] : []),
    'Such as',
  ];
  return html`${tableMarkup('Whose address receivers see', head, cells)}${marksNote(rows)}`;
}

/** What the marks are about, which is not the addresses. */
function marksNote(rows: readonly FlowRow[]): Markup | '' {
  const words = { fail: 'some or all of such packets fail', skip: 'not all of them were tried' } as const;
  const marked = (['fail', 'skip'] as const).filter((mark) => rows.some(({ standing }) => standing === mark));
  const said = marked.map((mark) => `${signs[mark]}: ${words[mark]}. `).join('');
  return (
    said && html`<p class="note">${said}The addresses are those of packets that were answered rightly.</p>`
  );
}

/** What the flow's checks say together. */
function markMarkup({ standing }: FlowRow): Markup | '' {
  if (!standing) return '';
  const word = { pass: 'passes', fail: 'fails', skip: 'partly skipped' }[standing];
  return html`<span class="mark mark-${standing}" aria-hidden="true">${signs[standing]}</span><span class="hidden">${word}: </span>`;
}

function observedMarkup({ observed, differs }: FlowRow): Markup {
  return differs ? html`<span class="bad-text">${observed}, not as predicted</span>` : html`${observed}`;
}
