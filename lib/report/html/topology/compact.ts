/** Many nodes: a tile each, zone by zone; very many: a square each. */
import { html, type Markup } from '../markup';
import type { Drawing, DrawnNode } from './model';

/** Nodes up to which each has a tile with words, and squares that a zone shows. */
const mostTiles = 250;
const mostSquares = 2000;
/** Pods that a tile shows as dots. */
const mostDots = 12;

export function compactTopology({ zones }: Drawing): Markup {
  const count = zones.reduce((sum, { nodes }) => sum + nodes.length, 0);
  const draw = count <= mostTiles ? tiles : squares;
  const first = zones.flatMap(({ nodes }) => nodes)[0];
  const each = first
    ? html`<p class="note">On each node: ${[...first.bridges, ...first.tunnels, ...(first.uplink ? [first.uplink] : [])].map(({ name, type, mtu }, i) => html`${i > 0 ? ', ' : ''}<code>${name}</code> (${type === 'veth' ? 'uplink' : type}, MTU ${mtu})`)}. A dot is a pod.</p>`
    : '';
  return html`${each}${zones.map(
    ({ name, cidr, gateway, nodes }) =>
      html`<div class="zone"><h3>Zone ${name} <code>${cidr}</code></h3>${draw(nodes)}<p class="zone-switch">switch of zone ${name} · router <code>${gateway}</code></p></div>`,
  )}`;
}

function tiles(nodes: readonly DrawnNode[]): Markup {
  return html`<ul class="tiles">${nodes.map(
    ({ name, address, podCidr, pods, ill, role }) =>
      html`<li class="tile${ill ? ' ill' : ''}${role === 'control-plane' ? ' leads' : ''}"><strong>${name}</strong><span class="mono">${address}</span><span class="mono faint">${podCidr}</span><span class="dots" aria-label="${pods.length} pods" role="img">${pods.slice(0, mostDots).map((pod) => html`<i class="${pod.ill ? 'ill' : ''}" title="${pod.name} ${pod.address}"></i>`)}${pods.length > mostDots ? ` + ${pods.length - mostDots}` : ''}</span></li>`,
  )}</ul>`;
}

function squares(nodes: readonly DrawnNode[]): Markup {
  const more = nodes.length - mostSquares;
  return html`<div class="squares" role="img" aria-label="${nodes.length} nodes, ${nodes.filter(({ ill }) => ill).length} of them mostly failing">${nodes
    .slice(0, mostSquares)
    .map(
      ({ name, address, ill }) => html`<i class="${ill ? 'clash' : 'used'}" title="${name} ${address}"></i>`,
    )}</div>${more > 0 ? html`<p class="note">… and ${more} more nodes.</p>` : ''}`;
}
