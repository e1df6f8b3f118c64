import { counted } from '../../style';
import { html, type Markup } from '../markup';
import type { Drawing } from './model';

/** Half the width of a mark, in pixels. */
const half = 11;

/** A mark around the point: something there differs in the real state. Nothing where nothing does. */
export function feltMark(felt: readonly string[], x: number, y: number): Markup | '' {
  if (felt.length === 0) return '';
  return html`<g class="felt" transform="translate(${x} ${y})"><path d="M0 ${-half} L${half} 0 L0 ${half} L${-half} 0 Z"/><text y="4.5" text-anchor="middle">≠</text><title>${felt.join('\n')}</title></g>`;
}

/** Entries that the legend names; the rest is a number. */
const mostNamed = 3;

/** What the mark means, of what is marked. */
export function feltLegend({ inState, onPurpose }: Drawing['marked']): Markup | '' {
  const more = onPurpose.length - mostNamed;
  const named = [
    ...onPurpose.slice(0, mostNamed),
    ...(more > 0 ? [`and ${counted(more, 'more entry')}`] : []),
  ];
  const meanings = [
    ...(named.length > 0 ? [html`Broken on purpose: ${named.join('; ')}.`] : []),
    ...(inState
      ? [html`Differs in the <a href="#real-state">real state</a>, and packets fare otherwise by it.`]
      : []),
  ];
  return meanings.length === 0
    ? ''
    : html`${meanings.map((meaning) => html`<p class="note felt-legend"><i class="felt-sign" aria-hidden="true">≠</i> ${meaning}</p>`)}`;
}
