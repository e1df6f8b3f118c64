/** A few nodes, drawn with everything on them: pods, bridge, tunnel device, uplink, switch and router. */

import { largest } from '../../../base/lists';
import { podPosition } from '../../../net';
import { html, type Markup } from '../markup';
import { feltMark } from './felt-mark';
import type { Drawing, DrawnDevice, DrawnNode, DrawnPod } from './model';
import { arrowHead, tunnelLines } from './tunnel-lines';
import type { Tunnels } from './tunnels';

/** Pods that a node shows; the rest is a number. */
const mostPods = 4;

/** How much larger than its natural size the drawing may be. */
const mostGrowth = 1.3;

/** All lengths in pixels. */
const pod = { width: 104, height: 42, gap: 8 };
const box = { pad: 14, gap: 26, head: 46, height: 306 };
const row = { pods: 46, bridge: 122, tunnel: 182, uplink: 248, device: 38 };
const tunnelRow = { middle: row.tunnel + row.device / 2, bottom: row.tunnel + row.device };
const switchHeight = 34;
/** Room at the right for the cables from the switches to the router. */
const trunk = 22;
const zoneHeight = box.height + 40 + switchHeight + 30;

const widthOf = (node: DrawnNode) => {
  const shown = Math.min(node.pods.length, mostPods) + (node.pods.length > mostPods ? 0.5 : 0);
  return Math.max(232, shown * (pod.width + pod.gap) - pod.gap + 2 * box.pad);
};

/** The drawing of few nodes, with their devices. */
export function detailedTopology({ zones, outside, felt }: Drawing, tunnels: Tunnels | undefined): Markup {
  const inner = largest(
    zones.map(({ nodes }) => nodes.reduce((sum, node) => sum + widthOf(node) + box.gap, -box.gap)),
  );
  const width = inner + trunk + 4;
  const height = zones.length * zoneHeight + 44;
  const names = zones.flatMap(({ nodes }) => nodes.map(({ name }) => name));
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Topology drawing"><svg class="topology" style="min-width:${width}px;max-width:${Math.round(width * mostGrowth)}px" viewBox="-2 -2 ${width} ${height}" role="img" aria-label="${names.length} nodes (${names.join(', ')}) with their pods, devices and the network between them">${tunnels?.missing.length ? arrowHead : ''}
${zones.map((zone, i) => html`<g transform="translate(0 ${i * zoneHeight})">${zoneMarkup(zone, tunnels, inner, (zones.length - i) * zoneHeight)}</g>`)}
<g transform="translate(0 ${zones.length * zoneHeight})">${bar('router', inner, 'router', [...zones.map(({ gateway }) => gateway), ...(outside ? [`to the outside: ${outside}`] : [])].join(', '), felt)}</g>
</svg></div>`;
}

/** @param below how far down the router is, in pixels */
function zoneMarkup(
  { name, cidr, nodes, felt }: Drawing['zones'][number],
  tunnels: Tunnels | undefined,
  width: number,
  below: number,
): Markup {
  const y = box.height + 40;
  let x = 0;
  const places = nodes.map((node) => {
    const place = { node, x };
    x += widthOf(node) + box.gap;
    return place;
  });
  const middle = y + switchHeight / 2;
  return html`${places.map(({ node, x: left }) => html`<g transform="translate(${left} 0)">${nodeMarkup(node)}</g><path class="cable" d="M${left + widthOf(node) / 2} ${row.uplink + row.device} V${y}"/>`)}
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
<path class="cable" d="M${width} ${middle} h${trunk - 6} V${below + switchHeight / 2} H${width}"/>
<g transform="translate(0 ${y})">${bar('switch', width, `switch of zone ${name}`, cidr, felt)}</g>`;
}

function nodeMarkup(node: DrawnNode): Markup {
  const width = widthOf(node);
  const shown = node.pods.slice(0, mostPods);
  const more = node.pods.length - shown.length;
  const bridge = node.bridges[0];
  const middle = width / 2;
  const podLeft = (i: number) => box.pad + i * (pod.width + pod.gap);
  return html`<rect class="node${node.broken ? ' broken' : ''}" width="${width}" height="${box.height}" rx="10"/>
<text class="title" x="${box.pad}" y="22">${node.name}</text>
<text class="small" x="${box.pad}" y="38">${node.role === 'control-plane' ? 'control plane' : node.role} · pods ${node.podCidr}</text>
${shown.map((_, i) => html`<path class="cable" d="M${podLeft(i) + pod.width / 2} ${row.pods + pod.height} V${row.bridge}"/>`)}
<path class="cable" d="M${middle} ${row.bridge} V${row.uplink}"/>
${shown.map((each, i) => html`<g transform="translate(${podLeft(i)} ${row.pods})">${podMarkup(each)}</g>`)}
${more > 0 ? html`<text class="small" x="${podLeft(mostPods)}" y="${row.pods + 25}">+ ${more}</text>` : ''}
${bridge ? deviceMarkup(bridge, row.bridge, width) : node.pods.length > 0 ? routesMarkup(width) : ''}
${node.tunnels[0] ? deviceMarkup(node.tunnels[0], row.tunnel, width) : ''}
${node.uplink ? deviceMarkup(node.uplink, row.uplink, width) : ''}
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
  { name, type, addresses, mtu, down, felt }: DrawnDevice,
  y: number,
  width: number,
): Markup {
  const kind = type === 'veth' ? 'uplink' : type;
  const css = type === 'bridge' ? 'bridge' : type === 'veth' ? 'uplink' : 'device';
  return html`<g transform="translate(${box.pad} ${y})"><rect class="${css}${down ? ' broken' : ''}" width="${width - 2 * box.pad}" height="${row.device}" rx="5"><title>${[name, ...addresses].join(' ')}</title></rect>
<text class="label" x="10" y="16">${name} <tspan class="small">${kind}${down ? ', down' : ''}, MTU ${mtu}</tspan></text>
<text class="mono" x="10" y="31">${addresses[0] ?? 'no address'}</text>${feltMark(felt, width - 2 * box.pad - 16, row.device / 2)}</g>`;
}

function bar(css: string, width: number, name: string, detail: string, felt: readonly string[]): Markup {
  return html`<rect class="${css}" width="${width}" height="${switchHeight}" rx="6"/><text class="label" x="${width / 2}" y="21" text-anchor="middle">${name} <tspan class="mono">${detail}</tspan></text>${feltMark(felt, width - 18, switchHeight / 2)}`;
}
