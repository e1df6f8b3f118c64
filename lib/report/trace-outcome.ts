/** What became of a packet that was really sent, and whether that was predicted. */

import { wrapped } from '../base/wrap';
import type { Prediction } from '../datapath';
import { predictionWords } from './explanation';
import type { Style } from './style';
import type { TracedLoss, TracedPlace, TracedWay } from './trace-table';

/** A packet that was sent. */
export interface Sent {
  readonly to: string;
  readonly protocol: string;
  /** Endpoint that answered; absent: none did. */
  readonly answeredBy?: string;
  /** Source address that it saw. */
  readonly source?: string;
  /** What was met in place of an answer. */
  readonly failure?: string;
}

/** The lines that end a trace: the first one's mark is that of the packet, never of its prediction. */
export function traceOutcome(sent: Sent, way: TracedWay, prediction: Prediction, style: Style): string {
  const { lost, asPredicted } = way;
  const text = [
    `Really sent by ${sent.protocol.toUpperCase()}: ${outcome(sent, style)}`,
    ...(lost ? [lossText(lost)] : []),
    asPredicted
      ? 'That is as predicted.'
      : style.warn(
          `That is not as predicted. Predicted: ${predictionWords(prediction, sent.to)}${detour(sent, way)}`,
        ),
  ].join('\n');
  return wrapped(text, style.width);
}

function outcome({ to, answeredBy, source, failure = 'no answer' }: Sent, style: Style): string {
  if (answeredBy === to)
    return style.good(`✓ answered${source ? `, ${to} saw ${source} as the source` : ''}`);
  return style.bad(`✗ ${answeredBy === undefined ? failure : `${answeredBy} answered in place of ${to}`}`);
}

function lossText({ way, after, before }: TracedLoss): string {
  const what = way === 'there' ? 'The packet' : 'The answer';
  if (!after) return `${what} was seen nowhere on its way.`;
  if (!before) return `${what} was last seen on ${placeText(after)}, where it is predicted to be dropped.`;
  return `${what} was lost between ${placeText(after)}, where it was seen, and ${placeText(before)}, where it was not.`;
}

/** Of an answer that came another way than the predicted one. */
function detour({ answeredBy }: Sent, { there, back = [] }: TracedWay): string {
  const missed = [...there, ...back].find(({ seen, dropped }) => !seen && !dropped);
  return answeredBy !== undefined && missed
    ? ` The way was another one: nothing was seen on ${placeText(missed)}.`
    : '';
}

const placeText = ({ host, link }: TracedPlace) => `${link} of ${host}`;
