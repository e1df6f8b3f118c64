/** The address plan as a picture: how each range is cut, what is used and what is free. */

import { addTo, named } from '../../base/lists';
import { Cidr, type PerFamily, valuesOf } from '../../net';
import { aroundSeen, byBlocks, notByShare, type RangeField, shareText } from '../../plan';
import type { Results } from '../../results';
import { counted } from '../style';
import { html, type Markup } from './markup';
import { grouped } from './numbers';
import { type Section, tableMarkup } from './section';

/** Squares that a range is drawn with at most; in larger ones a square stands for several shares. */
const mostSquares = 256;
/** Nodes that the table lists. */
const mostRows = 200;

type Plan = Results['plan'];

/** The address plan. */
export function planSection({ plan }: Results): Section {
  return {
    id: 'addresses',
    title: 'Address plan',
    lead: lead(plan),
    body: html`<div class="ranges">
${plan.families.map((family) => podNetwork(plan, family))}
${plan.zones.map((zone) => nodeNetwork(plan, zone))}
${range('Services', both(plan.serviceCidr), `${seen(plan, 'serviceCidr')}DNS at ${both(plan.dnsService)}`, '')}
</div>
${nodeTable(plan)}`,
  };
}

function lead(plan: Plan): string {
  const without = plan.nodes.filter(({ podCidr }) => !podCidr).length;
  if (without === plan.nodes.length)
    return 'The CNI hands out the pods’ addresses by itself: the nodes have no shares of the pod network.';
  const cut = 'The pod network is cut into shares of one size, and each node gets one.';
  return without > 0
    ? `${cut} Here ${counted(without, 'node')} ${without === 1 ? 'has' : 'have'} none.`
    : `${cut} ${sharing(plan)}`;
}

/** Whether two nodes have the same share. */
function sharing({ nodes }: Plan): string {
  const different = new Set(nodes.map(({ podCidr }) => podCidr && both(podCidr))).size;
  return different === nodes.length
    ? 'No two nodes have the same.'
    : `Here ${counted(nodes.length, 'node')} use ${different === 1 ? 'one and the same share' : `only ${counted(different, 'different share')}`}: their pods have the same addresses.`;
}

function podNetwork(plan: Plan, family: 'ipv4' | 'ipv6'): Markup {
  const whole = readCidr(`${plan.podCidr[family]}`);
  const shares = plan.nodes.map((node) => readCidr(`${node.podCidr?.[family]}`));
  const name = plan.families.length > 1 ? `Pods, ${family}` : 'Pods';
  const prefix = shares.find((share) => share !== undefined)?.prefix;
  if (whole && prefix === undefined)
    return range(name, `${whole}`, `${seen(plan, 'podCidr')}${withoutShares(plan)}`, '');
  const total = prefix === undefined ? 0n : whole?.sliceCount(prefix);
  if (!whole || prefix === undefined || !total) return html``; // no share fits, or none is a range
  const used = new Map<bigint, string[]>();
  shares.forEach((share, i) => {
    if (!share) return;
    const place = (share.first - whole.first) / share.size;
    addTo(used, place, plan.nodes[i]!.name);
  });
  const of = plan.capacity.nodeShares ? ` of ${total.toLocaleString('en-US')}` : '';
  const text = `${seen(plan, 'podCidr')}${grouped(used.size)}${of} shares of /${prefix} used`;
  return range(
    name,
    `${whole}`,
    text,
    squares(whole, prefix, used, total, plan.capacity.nodeShares ? 'free' : 'not seen'),
  );
}

const withoutShares = ({ nodes }: Plan) => (nodes.some(({ podBlocks }) => podBlocks) ? byBlocks : notByShare);

/** A square for each share, or for several where there are too many. */
function squares(
  whole: Cidr,
  prefix: number,
  used: ReadonlyMap<bigint, string[]>,
  total: bigint,
  free: string,
): Markup {
  const count = Number(total < BigInt(mostSquares) ? total : BigInt(mostSquares));
  const perSquare = total / BigInt(count);
  const owners = new Map<number, string[]>();
  for (const [place, names] of used) for (const name of names) addTo(owners, Number(place / perSquare), name);
  const shown = Array.from({ length: count }, (_, i) => {
    const names = owners.get(i);
    const first = whole.slice(prefix, Number(BigInt(i) * perSquare));
    if (!names) return html`<i title="${`${first}`} is ${free}"></i>`;
    const shared = perSquare === 1n && names.length > 1;
    return html`<i class="${shared ? 'clash' : 'used'}" title="${`${first}`}: ${named(names)}"></i>`;
  });
  const each =
    perSquare > 1n
      ? html`<p class="note">A square stands for ${perSquare.toLocaleString('en-US')} shares.</p>`
      : '';
  return html`<div class="squares" aria-hidden="true">${shown}</div>${each}`;
}

function nodeNetwork(plan: Plan, zone: Plan['zones'][number]): Markup {
  const name = `Nodes, zone ${zone.name}`;
  const cidr = both(zone.nodeCidr);
  const { used = 0, total } = plan.capacity.nodeAddresses[zone.name] ?? {};
  if (total === undefined)
    return range(name, cidr, `${seen(plan, 'nodeCidr')}${grouped(used)} addresses used`, '');
  const width = total > 0 ? Math.max(1, (100 * used) / total) : 0;
  return range(
    name,
    cidr,
    `${grouped(used)} of ${grouped(total)} addresses used, gateway ${both(zone.gateway)}`,
    html`<div class="bar" aria-hidden="true"><span class="use" style="width:${width}%"></span></div>`,
  );
}

/** What comes first of a range that is known no better than so. */
function seen(plan: Plan, field: RangeField): string {
  return plan.seen?.includes(field) ? `${aroundSeen}, ` : '';
}

function range(name: string, cidr: string, text: string, picture: Markup | ''): Markup {
  return html`<div class="range"><h3>${name} <code>${cidr}</code></h3><p>${text}</p>${picture}</div>
`;
}

function nodeTable(plan: Plan): Markup {
  const rows = plan.nodes
    .slice(0, mostRows)
    .map((node) => [
      node.name,
      node.zone,
      html`<code>${both(node.address)}</code>${node.externalAddress ? html`, external <code>${`${node.externalAddress}`}</code>` : ''}`,
      node.podCidr ? html`<code>${both(node.podCidr)}</code>` : shareText(node),
      html`<code>${podAddresses(node.pods.map(({ address }) => both(address)))}</code>`,
    ]);
  const more = plan.nodes.length - rows.length;
  const table = tableMarkup(
    'Nodes and their addresses',
    ['Node', 'Zone', 'Address', 'Pod CIDR', 'Pods'],
    rows,
  );
  return html`<details ${plan.nodes.length <= 12 ? 'open' : ''}><summary>${counted(plan.nodes.length, 'node')} with their addresses</summary>${table}${more > 0 ? html`<p class="note">… and ${counted(more, 'more node')}.</p>` : ''}</details>`;
}

function podAddresses(addresses: readonly string[]): string {
  return addresses.length < 4 ? addresses.join(', ') || '–' : `${addresses[0]} … ${addresses.at(-1)}`;
}

function both(values: PerFamily<unknown>): string {
  return valuesOf(values).join(', ');
}

function readCidr(text: string): Cidr | undefined {
  try {
    return Cidr.parse(text);
  } catch {
    return undefined;
  }
}
