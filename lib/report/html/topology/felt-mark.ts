import { html, type Markup } from '../markup';

/** Half the width of a mark, in pixels. */
const half = 11;

/** A mark around the point: something there differs in the real state. Nothing where nothing does. */
export function feltMark(felt: readonly string[], x: number, y: number): Markup | '' {
  if (felt.length === 0) return '';
  return html`<g class="felt" transform="translate(${x} ${y})"><path d="M0 ${-half} L${half} 0 L0 ${half} L${-half} 0 Z"/><text y="4.5" text-anchor="middle">≠</text><title>${felt.join('\n')}</title></g>`;
}

/** What the mark means. */
export const feltLegend: Markup = html`<p class="note felt-legend"><i class="felt-sign" aria-hidden="true">≠</i> Differs in the <a href="#real-state">real state</a>, and packets fare otherwise by it.</p>`;
