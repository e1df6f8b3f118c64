/** How round-trip times colour the cells, and the legend that says so. */
import { quantile, sorted } from '../../../base/statistics';
import { medianRoundTripMs } from '../../derived/round-trip';
import { html, type Markup } from '../markup';
import { duration } from '../numbers';
import type { Grid } from './grid';

/** Times at both ends of the scale, in milliseconds: the quickest and the slowest twentieth lie beyond. */
export interface RttScale {
  readonly low: number;
  readonly high: number;
}

/** The scale of a matrix; undefined where nothing was timed. */
export function rttScaleOf({ cells }: Grid): RttScale | undefined {
  const times = sorted(
    [...cells.values()].flatMap(({ checks }) => medianRoundTripMs(checks) ?? []).filter((time) => time > 0),
  );
  const [low, high] = [quantile(times, 0.05), quantile(times, 0.95)];
  return low === undefined || high === undefined ? undefined : { low, high };
}

/** Where a time lies on the scale, which is logarithmic, in steps of 5 %. */
export function placeOnScale({ low, high }: RttScale, time: number): number {
  const share = high > low && time > 0 ? Math.log(time / low) / Math.log(high / low) : 0;
  return Math.round(Math.min(1, Math.max(0, share)) * 20) * 5;
}

/** A time in milliseconds as a cell has room for it: `0.18`, `15`, `1k`. */
export function shortMs(ms: number): string {
  if (ms >= 1000) return `${Math.round(ms / 1000)}k`;
  return ms >= 10 ? ms.toFixed(0) : ms.toFixed(ms >= 1 ? 1 : 2);
}

/** What the colours mean, and the numbers if there is room for them; shown while they are. */
export function rttLegend({ low, high }: RttScale, numbers: boolean): Markup {
  return html`<p class="rtt-scale" hidden>Median round-trip time: ≤ ${duration(low)} <i aria-hidden="true"></i> ≥ ${duration(high)}, on a logarithmic scale${numbers ? ', in the cells in ms' : ''}; none where nothing passed.</p>`;
}
