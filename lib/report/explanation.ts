/** A walk in words: at every step the table and the entry that decided. */
import { wrapped } from '../base/wrap';
import { type Prediction, unknownText, unreachedText, type Walk } from '../datapath';
import type { Style } from './style';
import { walkLines } from './walk-lines';

/** What the walk predicts for one packet, for a terminal; it ends with the sentence that says what comes of it. */
export function explanation(
  prediction: Prediction,
  from: string,
  to: string,
  style: Style,
  { marked = true, state = 'computed' }: ExplanationOptions = {},
): string {
  const { forward, back, reachable, unknown } = prediction;
  const mark = unknown ? style.warn('? ') : reachable ? style.good('✓ ') : style.bad('✗ ');
  const text = [
    style.strong(`The packet from ${from} to ${to}`),
    ...drawn(forward, style),
    ...(back ? ['', style.strong('The answer'), ...drawn(back, style)] : []),
    '',
    `${marked ? mark : ''}${state === 'real' ? 'By the real state' : 'Predicted'}: ${predictionWords(prediction, to)}`,
  ].join('\n');
  return wrapped(text, style.width);
}

/** How an explanation ends. */
export interface ExplanationOptions {
  /** Whether its last line has a mark: where the packet is really sent too, that decides. @default true */
  readonly marked?: boolean;
  /** Which state the packet was walked through. @default computed */
  readonly state?: 'computed' | 'real';
}

/** What the walk says that comes of a packet, in a sentence. */
export function predictionWords(prediction: Prediction, to: string): string {
  const { reachable, answeredBy, source, mtu, why, unknown } = prediction;
  if (unknown) return `nothing: ${unknownText(unknown)}.`;
  return reachable
    ? `${to} answers, and sees ${source} as the source. Up to ${mtu} bytes pass in one piece.`
    : `${why ? unreachedText(why) : 'no answer'}.${answeredBy ? ` (${answeredBy} answers.)` : ''}`;
}

function drawn(walk: Walk, style: Style): string[] {
  const colours = { host: style.strong, step: (text: string) => text, ...style };
  return walkLines(walk, style).map(({ depth, tone, text }) => `${'  '.repeat(depth)}${colours[tone](text)}`);
}
