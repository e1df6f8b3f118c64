/** Source NAT: whose address receivers see, and the rules of each node. */

import { notMeasured } from '../../base/targets';
import type { Datapath, Host } from '../../datapath';
import { asPredicted, type NatRow, ownerText, predictionReach, type Results } from '../../results';
import { flowWords } from '../nat-words';
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
${hosts.length > 0 ? hosts.slice(0, mostNodes).map((host, i) => rules(host, i === 0)) : html`<p class="note">No node translates addresses.</p>`}
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
  return html`<details ${open ? 'open' : ''}><summary>Rules on ${name}</summary>${tableMarkup(`NAT rules on ${name}`, ['#', 'Family', 'Rule', 'Action'], rows)}</details>
`;
}

/** What receivers see of each kind of flow, predicted and measured. */
function flows({ nat, target, checks }: Results): Markup {
  if (nat.length === 0) return html``;
  const { packets } = predictionReach(checks);
  const words = flowWords(nat);
  const rows = nat.map((row) => [
    words(row.flow),
    row.predicted.map(ownerText).join(', ') || '–',
    target === notMeasured ? 'not measured' : observedWords(row, packets),
    html`<code>${row.examples.join(', ')}</code>`,
  ]);
  return tableMarkup('Whose address receivers see', ['Flow', 'Predicted', 'Observed', 'Such as'], rows);
}

/** With a sign where there is a prediction to compare with. */
function observedWords(row: NatRow, packets: boolean): Markup {
  const words = row.observed.map(ownerText).join(', ') || '–';
  if (!packets || row.unpredicted) return html`${words}`;
  return asPredicted(row) ? html`✓ ${words}` : html`<span class="bad-text">✗ ${words}</span>`;
}
