/** How measured numbers are written: as many digits as say something, the interval with as many as its value. */
import type { Estimate, Metric } from '../../measure';

const minus = '−';

/** A number with so many decimals; nothing is ever `−0`. */
export function fixed(value: number, decimals: number): string {
  const text = Math.abs(value).toFixed(decimals);
  return value < 0 && Number(text) !== 0 ? `${minus}${text}` : text;
}

/** The same with its sign, also where it is above 0. */
export function signed(value: number, decimals: number): string {
  const text = fixed(value, decimals);
  return value > 0 && Number(text) !== 0 ? `+${text}` : text;
}

/** A number, and where there is one its interval. */
export function withInterval(
  { value, interval }: Pick<Estimate, 'value' | 'interval'>,
  write: (value: number) => string,
  inInterval: (value: number) => string = write,
  unit = '',
): string {
  const text = `${write(value)}${unit && ` ${unit}`}`;
  return interval ? `${text} [${interval.map(inInterval).join(', ')}]` : text;
}

/** Decimals of a value in a unit. */
export function decimalsOf(value: number, unit: Metric['unit']): number {
  const size = Math.abs(value);
  if (unit === '%') return 2;
  if (unit === 's/GB') return size >= 10 ? 1 : size >= 1 ? 2 : 3;
  return size >= 100 ? 0 : size >= 10 ? 1 : 2;
}

/** `33.5 µs`. */
export function valueText(value: number, unit: Metric['unit']): string {
  return `${fixed(value, decimalsOf(value, unit))} ${unit}`;
}

/** `33.5 µs [32.9, 34.6]`. */
export function estimateText(estimate: Estimate, unit: Metric['unit']): string {
  const decimals = decimalsOf(estimate.value, unit);
  return withInterval(estimate, (value) => fixed(value, decimals), undefined, unit);
}

/** What was added, with its sign: `+11.2 µs [10.8, 11.6]`. */
export function addedText(estimate: Estimate, unit: Metric['unit']): string {
  const decimals = decimalsOf(estimate.value, unit);
  const inInterval = (value: number) => fixed(value, decimals);
  return withInterval(estimate, (value) => signed(value, decimals), inInterval, pointsFor(unit));
}

/** `1.51 [1.49, 1.52]`. */
export function ratioText(estimate: Estimate): string {
  return withInterval(estimate, (value) => fixed(value, 2));
}

/** A part of 1 in percent, without a sign: `4 %`. */
export function percentText(part: number): string {
  return `${fixed(100 * part, percentDecimals(part))} %`;
}

/** A difference: `+27 % [25, 31]`; of metrics that may be 0 in percentage points. */
export function differenceText(estimate: Pick<Estimate, 'value' | 'interval'>, relative: boolean): string {
  const scale = relative ? 100 : 1;
  const decimals = relative ? percentDecimals(estimate.value) : 2;
  const [write, inInterval] = [signed, fixed].map((how) => (value: number) => how(scale * value, decimals));
  return withInterval(estimate, write!, inInterval, relative ? '%' : 'points');
}

/** A margin or what would have been seen: `2 %`, `0.1 points`. */
export function sizeText(size: number, relative: boolean): string {
  if (!relative) return `${trimmed(size, 2)} points`;
  return `${trimmed(100 * size, percentDecimals(size))} %`;
}

const percentDecimals = (part: number) => (Math.abs(part) >= 0.0995 ? 0 : 1);

/** Without zeros behind the point. */
const trimmed = (value: number, decimals: number) => `${Number(value.toFixed(decimals))}`;

/** Differences of percentages are points. */
const pointsFor = (unit: Metric['unit']) => (unit === '%' ? 'points' : unit);
