/** A few nodes, drawn with everything on them: pods, bridge, tunnel device, cards, NAT, switches and router. */

import { largest } from '../../../base/lists';
import { podPosition } from '../../../net';
import { html, type Markup } from '../markup';
import { cablesMarkup, passingMarkup } from './cables';
import type { DrawnNetwork } from './cards';
import { type DrawnDevice, kindText } from './device';
import { feltMark } from './felt-mark';
import { barsOf, box, cardPlace, mostPods, pod, row, switchHeight, trunk, widthOf } from './lengths';
import type { Drawing, DrawnNode, DrawnPod } from './model';
import { arrowHead, tunnelLines } from './tunnel-lines';
import type { Tunnels } from './tunnels';

/** How much larger than its natural size the drawing may be. */
const mostGrowth = 1.3;

const tunnelRow = { middle: row.tunnel + row.device / 2, bottom: row.tunnel + row.device };
/** Room below the bars of a zone. */
const zoneGap = 30;

/** The drawing of few nodes, with their devices. */
export function detailedTopology(drawing: Drawing, tunnels: Tunnels | undefined): Markup {
  const { zones, outside, felt } = drawing;
  const inner = largest(
    zones.map(({ nodes }) => nodes.reduce((sum, node) => sum + widthOf(node) + box.gap, -box.gap)),
  );
  const zoneHeight = barsOf(drawing).bottom + zoneGap;
  const width = inner + trunk + 4;
  const height = zones.length * zoneHeight + 44;
  const names = zones.flatMap(({ nodes }) => nodes.map(({ name }) => name));
  const routerText = [
    ...zones.map(({ name, gateway, behindNat }) => (behindNat ? `NAT of ${name}` : gateway)),
    ...(outside ? [`to the outside: ${outside}`] : []),
  ].join(', ');
  const extent = (i: number) => ({ width: inner, below: (zones.length - i) * zoneHeight });
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Topology drawing"><svg class="topology" style="min-width:${width}px;max-width:${Math.round(width * mostGrowth)}px" viewBox="-2 -2 ${width} ${height}" role="img" aria-label="${names.length} nodes (${names.join(', ')}) with their pods, devices and the network between them">${tunnels?.missing.length ? arrowHead : ''}
${zones.map((zone, i) => html`<g transform="translate(0 ${i * zoneHeight})">${zoneMarkup(zone, tunnels, drawing, extent(i))}</g>`)}
<g transform="translate(0 ${zones.length * zoneHeight})"><rect class="router" width="${inner}" height="${switchHeight}" rx="6"/>${barLabel({ title: 'router', detail: routerText, felt }, inner)}</g>
</svg></div>`;
}

interface Extent {
  readonly width: number;
  /** How far down the router is. */
  readonly below: number;
}

function zoneMarkup(
  { name, cidr, nodes, felt, behindNat }: Drawing['zones'][number],
  tunnels: Tunnels | undefined,
  drawing: Drawing,
  { width, below }: Extent,
): Markup {
  const bars = barsOf(drawing);
  let x = 0;
  const places = nodes.map((node) => {
    const place = { node, x };
    x += widthOf(node) + box.gap;
    return place;
  });
  const switches = [
    { title: `switch of zone ${name}${behindNat ? ', behind a NAT' : ''}`, detail: cidr, felt, y: bars.zone },
    ...drawing.subnets.map((subnet, i) => ({ ...subnet, y: bars.subnets[i]! })),
  ];
  const subnets = new Map(drawing.subnets.map((subnet, i) => [subnet.name, bars.subnets[i]!]));
  const last = below <= bars.bottom + zoneGap;
  const around = (left: number) =>
    last ? {} : { around: { y: bars.bottom + zoneGap / 2, trunk: width + trunk - 6 - left } };
  const endsFrom = (left: number) => ({ zone: bars.zone, subnets, router: below, ...around(left) });
  return html`${places.map(({ node, x: left }) => html`<g transform="translate(${left} 0)">${nodeMarkup(node)}${cablesMarkup(node, endsFrom(left))}</g>`)}
${
  tunnels
    ? tunnelLines(
        tunnels,
        places.map(({ node, x: left }) => ({
          name: node.name,
          left: left + box.pad,
          right: left + widthOf(node) - box.pad,
        })),
        tunnelRow,
      )
    : ''
}
${switches.map(({ y }) => html`<path class="cable" d="M${width} ${y + switchHeight / 2} h${trunk - 6} V${below + switchHeight / 2} H${width}"/>`)}
${switches.map(({ y }) => html`<rect class="switch" y="${y}" width="${width}" height="${switchHeight}" rx="6"/>`)}
${places.map(({ node, x: left }) => html`<g transform="translate(${left} 0)">${passingMarkup(node, endsFrom(left))}</g>`)}
${switches.map(({ y, ...one }) => html`<g transform="translate(0 ${y})">${barLabel(one, width)}</g>`)}`;
}

function nodeMarkup(node: DrawnNode): Markup {
  const width = widthOf(node);
  const shown = node.pods.slice(0, mostPods);
  const more = node.pods.length - shown.length;
  const bridge = node.bridges[0];
  const whole = { left: box.pad, width: width - 2 * box.pad };
  const podLeft = (i: number) => box.pad + i * (pod.width + pod.gap);
  const middles = node.cards.length > 0 ? node.cards.map((_, i) => cardPlace(node, i).middle) : [width / 2];
  return html`<rect class="node${node.broken ? ' broken' : ''}" width="${width}" height="${box.height}" rx="10"/>
<text class="title" x="${box.pad}" y="22">${node.name}</text>
<text class="small" x="${box.pad}" y="38">${node.role === 'control-plane' ? 'control plane' : node.role} · pods ${node.podCidr}</text>
${shown.map((_, i) => html`<path class="cable" d="M${podLeft(i) + pod.width / 2} ${row.pods + pod.height} V${row.bridge}"/>`)}
${middles.map((middle) => html`<path class="cable" d="M${middle} ${row.bridge} V${row.uplink}"/>`)}
${shown.map((each, i) => html`<g transform="translate(${podLeft(i)} ${row.pods})">${podMarkup(each)}</g>`)}
${more > 0 ? html`<text class="small" x="${podLeft(mostPods)}" y="${row.pods + 25}">+ ${more}</text>` : ''}
${bridge ? deviceMarkup(bridge, row.bridge, whole) : node.pods.length > 0 ? routesMarkup(width) : ''}
${node.tunnels[0] ? deviceMarkup(node.tunnels[0], row.tunnel, whole) : ''}
${node.cards.map((card, i) => deviceMarkup(card, row.uplink, cardPlace(node, i)))}
${feltMark(node.felt, width - 20, 20)}`;
}

function podMarkup({ name, address, broken, felt }: DrawnPod): Markup {
  return html`<rect class="pod${broken ? ' broken' : ''}" width="${pod.width}" height="${pod.height}" rx="6"><title>${name} ${address}</title></rect>
<text class="label" x="${pod.width / 2}" y="17" text-anchor="middle">pod ${podPosition(name)}</text>
<text class="mono" x="${pod.width / 2}" y="33" text-anchor="middle">${address}</text>${feltMark(felt, pod.width - 4, 4)}`;
}

/** In the bridge's place where there is none. */
function routesMarkup(width: number): Markup {
  return html`<g transform="translate(${box.pad} ${row.bridge})"><rect class="routes" width="${width - 2 * box.pad}" height="${row.device}" rx="5"/>
<text class="label" x="10" y="16">no bridge</text><text class="small" x="10" y="31">a route to each pod</text></g>`;
}

function deviceMarkup(
  device: DrawnDevice,
  y: number,
  { left, width }: { readonly left: number; readonly width: number },
): Markup {
  const { name, type, addresses, mtu, down, felt } = device;
  const css = type === 'bridge' ? 'bridge' : type === 'veth' ? 'uplink' : 'device';
  return html`<g transform="translate(${left} ${y})"><rect class="${css}${down ? ' broken' : ''}" width="${width}" height="${row.device}" rx="5"><title>${[name, ...addresses].join(' ')}</title></rect>
<text class="label" x="10" y="16">${name} <tspan class="small">${kindText(device)}${down ? ', down' : ''}, MTU ${mtu}</tspan></text>
<text class="mono" x="10" y="31">${addresses[0] ?? 'no address'}</text>${feltMark(felt, width - 16, row.device / 2)}</g>`;
}

/** The words of a switch or a router, over cables that pass by it. */
function barLabel(
  { title, detail, felt }: Pick<DrawnNetwork, 'title' | 'detail' | 'felt'>,
  width: number,
): Markup {
  return html`<text class="label bar" x="${width / 2}" y="21" text-anchor="middle">${title} <tspan class="mono">${detail}</tspan></text>${feltMark(felt, width - 18, switchHeight / 2)}`;
}
