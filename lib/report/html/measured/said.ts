/** Sentences and numbers of figures as HTML: each number says what it is of, so that it can be computed again. */
import type { Sentence, Shown } from '../../measured/sentence';
import { html, type Markup } from '../markup';

/** A sentence of the file at that place. */
export function said(sentence: Sentence, place: number): Markup {
  return html`${sentence.map((part) => (typeof part === 'string' ? part : number(part, place)))}`;
}

/** A number, with its interval where it has one. */
export function number({ text, of }: Shown, place: number): Markup {
  return html`<span class="number-of" data-file="${place}" data-of="${JSON.stringify(of)}">${text}</span>`;
}
