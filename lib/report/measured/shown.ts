/** Numbers of figures as text, each with what it is of. */
import {
  type Control,
  type Difference,
  type Estimate,
  type Figure,
  figureKey,
  type Standing,
} from '../../measure';
import { addedText, differenceText, estimateText, ratioText, sizeText, valueText } from './numbers';
import type { Shown } from './sentence';

/** A subject's own value. */
export function valueShown(figure: Figure, { subject, value }: Standing): Shown {
  return { text: estimateText(value, figure.metric.unit), of: ['value', figureKey(figure), subject] };
}

/** The value of the baseline in the same blocks, without its interval. */
export function baselineShown(figure: Figure, { subject, baseline }: Standing): Shown {
  const text = baseline ? valueText(baseline.value, figure.metric.unit) : '–';
  return { text, of: ['baseline', figureKey(figure), subject] };
}

/** Value by baseline. */
export function ratioShown(figure: Figure, { subject, ratio }: Standing): Shown {
  return { text: ratio ? ratioText(ratio) : '–', of: ['ratio', figureKey(figure), subject] };
}

/** Value less baseline. */
export function addedShown(figure: Figure, { subject, added }: Standing): Shown {
  const text = added ? addedText(added, figure.metric.unit) : '–';
  return { text, of: ['added', figureKey(figure), subject] };
}

/** How much the figure is above its baseline, or below it, without a sign. */
export function addedSizeShown(figure: Figure, { subject, added }: Standing): Shown {
  const { unit } = figure.metric;
  if (!added) return { text: '–', of: ['added', figureKey(figure), subject] };
  return added.value < 0
    ? { text: estimateText(mirrored(added), unit), of: ['saved', figureKey(figure), subject] }
    : { text: estimateText(added, unit), of: ['added', figureKey(figure), subject] };
}

const mirrored = ({ value, interval, ...rest }: Estimate): Estimate => ({
  ...rest,
  value: -value,
  ...(interval ? { interval: [-interval[1], -interval[0]] } : {}),
});

/** How much two subjects differ, or one from its baseline. */
export function differenceShown({ a, b, figure, difference }: Difference): Shown {
  return { text: differenceText(difference, figure.metric.relative), of: nameOf('difference', figure, a, b) };
}

/** How large a difference would have been seen. */
export function wouldShowShown({ a, b, figure }: Difference, wouldShow: number): Shown {
  return { text: sizeText(wouldShow, figure.metric.relative), of: nameOf('would-show', figure, a, b) };
}

/** Below what a difference does not matter. */
export function marginShown({ a, b, figure, margin }: Difference): Shown {
  return { text: sizeText(margin, figure.metric.relative), of: nameOf('margin', figure, a, b) };
}

/** How far what should be equal differs. */
export function controlShown({ difference, of: [a, b], kind }: Control, figure: Figure): Shown {
  const text = differenceText(difference, figure.metric.relative);
  return { text, of: [...nameOf('control', figure, a, b), kind] };
}

const nameOf = (kind: string, figure: Figure, a: string, b: string) => [kind, figureKey(figure), a, b];
