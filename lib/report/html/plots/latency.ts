/** Round-trip times: a dot each, by kind of pair and protocol, with the medians. */

import { groupBy, largest, smallest } from '../../../base/lists';
import { quantile, sorted } from '../../../base/statistics';
import type { Results } from '../../../results';
import { roundTripMs } from '../../derived/round-trip';
import { html, type Markup } from '../markup';
import { duration } from '../numbers';
import { chartSvg, font, ink } from './chart';
import { byKind, groupName, kindAsides, kindAxis, kindNames, measureAxis } from './groups';

/** Dots for one kind of pair at most; the median counts all. */
const mostDots = 160;

interface Sample {
  readonly kind: string;
  readonly protocol: string;
  readonly rttMs: number;
}

/** Round-trip times by kind of pair; undefined where none was measured. */
export function latencyPlot({ checks }: Results): Markup | undefined {
  const samples = checks.flatMap((check): Sample[] => {
    const { id, protocol } = check;
    const rttMs = roundTripMs(check);
    return protocol && rttMs ? [{ kind: id, protocol, rttMs }] : [];
  });
  if (samples.length === 0) return undefined;
  const kinds = [...groupBy(samples, ({ kind }) => kind).keys()].sort(byKind);
  const medians = kinds.map((kind) => `${groupName(kind)}: ${mediansOf(samples, kind)}`).join('; ');
  const label = `Round-trip times, medians. ${medians}`;
  return html`<figure class="plot"><figcaption><strong>Round-trip time</strong> of each exchange that passed, and the medians, which the bars are. Probes run side by side, so this is the time under load.</figcaption>${chartSvg(option(samples, kinds), 96 + 42 * kinds.length, label)}</figure>`;
}

function option(samples: readonly Sample[], kinds: readonly string[]) {
  const series = ['tcp', 'udp'].flatMap((protocol, i) => {
    const colour = i === 0 ? ink.first : ink.second;
    const own = samples.filter((sample) => sample.protocol === protocol);
    return own.length === 0 ? [] : [dots(own, kinds, protocol, colour, i), bars(own, kinds, colour, i)];
  });
  const times = samples.map(({ rttMs }) => rttMs);
  const least = 10 ** Math.floor(Math.log10(smallest(times)));
  const most = 10 ** Math.ceil(Math.log10(largest(times)));
  return {
    grid: { left: 14, right: 18, top: 34, bottom: 40 },
    legend: {
      top: 0,
      left: 0,
      data: series.flatMap(({ name }) => name ?? []),
      textStyle: font,
      icon: 'circle',
    },
    xAxis: {
      type: 'log',
      min: least,
      max: most,
      ...measureAxis('ms'),
    },
    yAxis: kindAxis(kinds),
    series: [kindNames(kinds, least), kindAsides(kinds, most, (kind) => mediansOf(samples, kind)), ...series],
  };
}

/** Where a protocol's dots lie inside the band of their kind. */
const lane = (kind: number, protocol: number) => kind + (protocol === 0 ? 0.02 : 0.28);

function dots(
  own: readonly Sample[],
  kinds: readonly string[],
  protocol: string,
  color: string,
  place: number,
) {
  const data = kinds.flatMap((kind, k) => {
    const times = own.filter((sample) => sample.kind === kind).map(({ rttMs }) => rttMs);
    const step = Math.max(1, Math.ceil(times.length / mostDots));
    return times
      .filter((_, i) => i % step === 0)
      .map((rttMs, i) => [rttMs, lane(k, place) + (((i * 7) % 11) / 11 - 0.5) * 0.16]);
  });
  return {
    type: 'scatter',
    name: protocol.toUpperCase(),
    symbolSize: 5,
    itemStyle: { color, opacity: 0.45 },
    data,
  };
}

function bars(own: readonly Sample[], kinds: readonly string[], color: string, place: number) {
  const data = kinds.flatMap((kind, k) => {
    const median = medianOf(own.filter((sample) => sample.kind === kind));
    return median === undefined ? [] : [[median, lane(k, place)]];
  });
  return {
    type: 'scatter',
    name: undefined,
    symbol: 'rect',
    symbolSize: [3, 15],
    itemStyle: { color },
    data,
  };
}

/** `TCP 1.06 ms, UDP 0.19 ms`: of one kind of pair. */
function mediansOf(samples: readonly Sample[], kind: string): string {
  const groups = groupBy(
    samples.filter((sample) => sample.kind === kind),
    ({ protocol }) => protocol,
  );
  return [...groups]
    .map(([protocol, group]) => `${protocol.toUpperCase()} ${duration(medianOf(group)!)}`)
    .join(', ');
}

const medianOf = (samples: readonly Sample[]) => quantile(sorted(samples.map(({ rttMs }) => rttMs)), 0.5);
