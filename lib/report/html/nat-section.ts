/** Source NAT: the rules of each node, and where receivers really saw another source than the sender's address. */
import type { Results } from '../../check';
import type { Datapath, Host } from '../../datapath';
import { counted } from '../style';
import { html, type Markup } from './markup';
import { type Section, tableMarkup } from './section';

/** Nodes whose rules are shown, and observed rewrites. */
const mostNodes = 5;
const mostRewrites = 40;

export function natSection(results: Results, datapath: Datapath | undefined): Section {
  const hosts = datapath?.hosts.filter(({ nat }) => nat.length > 0) ?? [];
  return {
    id: 'nat',
    title: 'Address translation',
    lead: 'Between pods nothing may be translated. Elsewhere these rules say what is, the first match wins.',
    body: html`${rewrites(results)}
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

/** Pairs whose receiver saw a source that is not the sender's own address. */
function rewrites({ plan, checks }: Results): Markup {
  const own = new Map<string, Set<string>>();
  const add = (id: string, values: { ipv4: unknown; ipv6?: unknown }) =>
    own.set(id, new Set([`${values.ipv4}`, `${values.ipv6}`]));
  for (const node of plan.nodes) {
    add(`node:${node.name}`, node.address);
    for (const pod of node.pods) add(`pod:${pod.name}`, pod.address);
  }
  const seen = new Map<string, string[]>();
  for (const { from, to, protocol, observed, predicted, verdict } of checks) {
    const source = observed ? observed.source : predicted.source;
    if (!protocol || source === undefined || own.get(from)?.has(source) !== false) continue;
    const key = `${from} ${to} ${source}`;
    if (!seen.has(key)) seen.set(key, [from, to, [...own.get(from)!][0]!, source, verdict]);
  }
  if (seen.size === 0) return html`<p class="note">Every receiver saw the sender's own address.</p>`;
  return rewriteTable([...seen.values()]);
}

function rewriteTable(all: readonly string[][]): Markup {
  const rows = all
    .slice(0, mostRewrites)
    .map(([from, to, own, source, verdict]) => [
      `${from} → ${to}`,
      html`<code>${own}</code>`,
      html`<code>${source}</code>`,
      verdict === 'fail' ? html`<span class="bad-text">✗ the check fails</span>` : '✓ as it should be',
    ]);
  const table = tableMarkup(
    'Pairs whose source address changes',
    ['Pair', 'Own address', 'Receiver sees', 'Verdict'],
    rows,
  );
  const more = all.length - rows.length;
  return html`<details ${all.length <= 12 ? 'open' : ''}><summary>${counted(all.length, 'pair')} whose receiver sees another source address than the sender's</summary>${table}${more > 0 ? html`<p class="note">… and ${counted(more, 'more pair')}.</p>` : ''}</details>`;
}
