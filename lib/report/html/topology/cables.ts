/** What a node's cards are wired to: switches, its NAT, and by that the router. */
import { html, type Markup } from '../markup';
import { feltMark } from './felt-mark';
import { cardPlace, nat, row, switchHeight } from './lengths';
import type { DrawnNode } from './model';

/** How far down is what cables end at, in pixels. */
export interface Ends {
  readonly zone: number;
  /** Switches of further subnets, by their names. */
  readonly subnets: ReadonlyMap<string, number>;
  readonly router: number;
  /** The way from NATs around the zones that are below this one, to the trunk. @default there is none below */
  readonly around?: { readonly y: number; readonly trunk: number };
}

/** The cables from a node's cards to the switch of its zone and to its NAT, with that. */
export function cablesMarkup(node: DrawnNode, ends: Ends): Markup {
  return html`${node.cards.map((card, i) => {
    if (ends.subnets.has(card.at)) return '';
    const natted = isNatted(node, i);
    return html`${cable(node, i, row.uplink + row.device, natted ? nat.top : ends.zone)}${natted ? natMarkup(node, i) : ''}`;
  })}`;
}

/** The cables that pass by the switch of the zone: to further subnets, and from a NAT to the router. */
export function passingMarkup(node: DrawnNode, { subnets, router, around }: Ends): Markup {
  return html`${node.cards.map((card, i) => {
    const subnet = subnets.get(card.at);
    if (subnet !== undefined) return cable(node, i, row.uplink + row.device, subnet);
    if (!isNatted(node, i)) return '';
    const bottom = nat.top + nat.height;
    return around
      ? html`<path class="cable" d="M${cardPlace(node, i).middle} ${bottom} V${around.y} H${around.trunk}"/>`
      : cable(node, i, bottom, router + switchHeight / 2);
  })}`;
}

const isNatted = ({ nat: own, cards }: DrawnNode, i: number) =>
  own !== undefined && own.name === cards[i]?.at;

const cable = (node: DrawnNode, i: number, from: number, to: number) =>
  html`<path class="cable" d="M${cardPlace(node, i).middle} ${from} V${to}"/>`;

function natMarkup(node: DrawnNode, i: number): Markup | '' {
  if (!node.nat) return '';
  const { name, title, detail, felt } = node.nat;
  const { left, width } = cardPlace(node, i);
  return html`<g transform="translate(${left} ${nat.top})"><rect class="router" width="${width}" height="${nat.height}" rx="6"><title>${name} ${detail}</title></rect>
<text class="label" x="${width / 2}" y="18" text-anchor="middle">${title} <tspan class="mono">${detail}</tspan></text>${feltMark(felt, width - 14, nat.height / 2)}</g>`;
}
