/** Many nodes: a tile each, zone by zone; very many: a square each. */
import { groupBy } from '../../../base/lists';
import { counted } from '../../style';
import { html, type Markup } from '../markup';
import { type DrawnDevice, kindText } from './device';
import type { Drawing, DrawnNode } from './model';

/** Nodes up to which each has a tile with words, and squares that a zone shows. */
const mostTiles = 250;
const mostSquares = 2000;
/** Tiles up to which a zone shows all of them at once; more scroll by themselves. */
const mostInView = 60;
/** Failing nodes that are named. */
const mostNamed = 20;
/** Pods that a tile shows as dots. */
const mostDots = 12;

/** The drawing of many nodes: a tile or a dot each. */
export function compactTopology({ zones, felt: atRouter }: Drawing): Markup {
  const all = zones.flatMap(({ nodes }) => nodes);
  const [draw, sign] =
    all.length <= mostTiles
      ? [tiles, 'A dot is a pod.']
      : [squares, 'A square is a node: point at it for its name.'];
  return html`${devicesNote(all, sign)}${illNodes(all)}${feltNodes(all)}${zones.map(
    ({ name, cidr, gateway, behindNat, nodes, felt }) =>
      html`<div class="zone"><h3>Zone ${name} <code>${cidr}</code></h3>${framed(name, nodes, draw(nodes))}<p class="zone-switch">switch of zone ${name}${felt.length > 0 ? feltSign(felt) : ''} · ${behindNat ? 'NAT' : 'router'} <code>${gateway}</code>${atRouter.length > 0 ? feltSign(atRouter) : ''}</p></div>`,
  )}`;
}

/** The devices that most nodes have, and how many nodes these are. */
function devicesNote(nodes: readonly DrawnNode[], sign: string): Markup | '' {
  const groups = [...groupBy(nodes, devicesText).entries()].sort(([, a], [, b]) => b.length - a.length);
  const [text, having] = groups[0] ?? [];
  if (text === undefined || !having) return '';
  const where =
    having.length === nodes.length ? 'each node' : `${having.length} of ${counted(nodes.length, 'node')}`;
  const devices = devicesOf(having[0]!);
  return html`<p class="note">${devices.length > 0 ? html`On ${where}: ${devices.map((device, i) => html`${i > 0 ? ', ' : ''}<code>${device.name}</code> (${deviceText(device)})`)}. ` : ''}${sign}</p>`;
}

const devicesOf = ({ bridges, tunnels, cards }: DrawnNode): DrawnDevice[] => [
  ...bridges,
  ...tunnels,
  ...cards,
];

const devicesText = (node: DrawnNode) =>
  devicesOf(node)
    .map((device) => `${device.name} ${deviceText(device)}`)
    .join();

const deviceText = ({ mtu, down, ...device }: DrawnDevice) =>
  `${kindText(device)}${down ? ', down' : ''}, MTU ${mtu}`;

/** Most of its own exchanges fail, or most of some pod's on it. */
const isBroken = ({ broken, pods }: DrawnNode) => broken || pods.some((pod) => pod.broken);

function illNodes(nodes: readonly DrawnNode[]): Markup | '' {
  const names = nodes.filter(isBroken).map(({ name }) => name);
  if (names.length === 0) return '';
  const shown = names.slice(0, mostNamed).join(', ');
  const more = names.length > mostNamed ? ` and ${counted(names.length - mostNamed, 'more node')}` : '';
  return html`<p class="note bad-text">Most exchanges fail of ${shown}${more}, or of pods there.</p>`;
}

/** What differs on a node or on a pod of it. */
const feltOf = ({ felt, pods }: DrawnNode) => [...felt, ...pods.flatMap((pod) => pod.felt)];

const feltSign = (felt: readonly string[]) =>
  html` <i class="felt-sign" role="img" aria-label="differs" title="${felt.join('\n')}">≠</i>`;

/** Those that are marked: a square has no room for words. */
function feltNodes(nodes: readonly DrawnNode[]): Markup | '' {
  const names = nodes.filter((node) => feltOf(node).length > 0).map(({ name }) => name);
  if (names.length === 0) return '';
  const shown = names.slice(0, mostNamed).join(', ');
  const more = names.length > mostNamed ? ` and ${counted(names.length - mostNamed, 'more node')}` : '';
  return html`<p class="note">Marked so: ${shown}${more}.</p>`;
}

function framed(zone: string, { length }: readonly DrawnNode[], drawn: Markup): Markup {
  return length <= mostInView
    ? drawn
    : html`<div class="scroll tall" tabindex="0" role="region" aria-label="${counted(length, 'node')} of zone ${zone}">${drawn}</div>`;
}

function tiles(nodes: readonly DrawnNode[]): Markup {
  return html`<ul class="tiles">${nodes.map((node) => {
    const { name, address, podCidr, pods, broken, role } = node;
    const felt = feltOf(node);
    return html`<li class="tile${broken ? ' broken' : ''}${role === 'control-plane' ? ' leads' : ''}"><strong>${name}${felt.length > 0 ? feltSign(felt) : ''}</strong><span class="mono">${address}</span><span class="mono faint">${podCidr}</span><span class="dots" aria-label="${pods.length} pods" role="img">${pods.slice(0, mostDots).map((pod) => html`<i class="${pod.broken ? 'broken' : ''}" title="${pod.name} ${pod.address}"></i>`)}${pods.length > mostDots ? ` + ${pods.length - mostDots}` : ''}</span></li>`;
  })}</ul>`;
}

function squares(nodes: readonly DrawnNode[]): Markup {
  const more = nodes.length - mostSquares;
  return html`<div class="squares" role="img" aria-label="${nodes.length} nodes, ${nodes.filter(isBroken).length} of them mostly failing">${nodes
    .slice(0, mostSquares)
    .map(
      (node) =>
        html`<i class="${isBroken(node) ? 'clash' : 'used'}${feltOf(node).length > 0 ? ' felt' : ''}" title="${node.name} ${node.address}"></i>`,
    )}</div>${more > 0 ? html`<p class="note">… and ${more} more nodes.</p>` : ''}`;
}
