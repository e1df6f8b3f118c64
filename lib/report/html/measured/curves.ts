/** How times are distributed: the share of exchanges that were done within a time, by path. */
import { largest, smallest } from '../../../base/lists';
import { type Figure, type Figures, pooledQuantiles, type QuantilePoint } from '../../../measure';
import { msText } from '../../measured/event-words';
import { figureDetails, hasSeveralFamilies, isOnOneNode, metricNames, pathNames } from '../../measured/names';
import { valueText } from '../../measured/numbers';
import { html, type Markup } from '../markup';
import { chartSvg, ink } from '../plots/chart';
import type { Section } from '../section';
import { anchor, type FileView, titled } from './file-view';
import { inkOfPath, small } from './marks';

const width = 300;
const height = 190;

interface Curve {
  readonly figure: Figure;
  readonly points: readonly QuantilePoint[];
}

/** Curves a subject, in groups by metric; undefined where no times were measured. */
export function curveSection(view: FileView): Section | undefined {
  const groups = groupsOf(view.figures);
  if (groups.length === 0) return undefined;
  return {
    id: anchor('curves', view),
    title: titled('How times are spread', view),
    lead: 'All blocks together. Half of the exchanges were done within the time over 50 %, all but one in a hundred within that over 99 %. Both axes stretch what is slow. Between 99.5 % and the slowest of all, which stands above each chart, samples keep nothing.',
    body: html`${groups.map((group, i) => groupMarkup(view.figures, group, i === 0))}`,
  };
}

interface Group {
  readonly title: string;
  readonly figures: readonly Figure[];
}

/** Figures that are times of exchanges, by metric and family; ways on one node are left out. */
function groupsOf(figures: Figures): Group[] {
  const several = hasSeveralFamilies(figures);
  const times = figures.all.filter(
    (figure) =>
      figure.metric.work !== 'bulk' &&
      figure.metric.id !== 'cpu-per-exchange' &&
      figure.metric.unit === 'µs' &&
      figures.unmeasurable(figure) === undefined &&
      !isOnOneNode(figure),
  );
  const titleOf = ({ metric, family }: Figure) =>
    [metricNames[metric.id], ...(several ? [family === 'ipv4' ? 'IPv4' : 'IPv6'] : [])].join(', ');
  return [...new Set(times.map(titleOf))].map((title) => ({
    title,
    figures: times.filter((figure) => titleOf(figure) === title),
  }));
}

function groupMarkup(figures: Figures, { title, figures: own }: Group, open: boolean): Markup {
  const lines = figures.measurements.subjects.map(({ id }) => ({
    id,
    curves: own
      .map((figure) => ({ figure, points: pooledQuantiles(figures, id, figure) }))
      .filter(({ points }) => points.length > 0),
  }));
  const all = lines.flatMap(({ curves }) =>
    curves.flatMap(({ points }) => points.filter(isDrawn).map(({ us }) => us)),
  );
  if (all.length === 0) return html``;
  const range = [2 ** Math.floor(Math.log2(smallest(all))), 2 ** Math.ceil(Math.log2(largest(all)))] as const;
  return html`<details ${open ? 'open' : ''}><summary>${title}: µs by % of exchanges</summary>
<p class="key">${own.map((figure, i) => html`<span class="key-line" style="${keyStyle(figure, i)}"></span>${curveName(figure)} `)}</p>
<div class="minis">${lines.map(({ id, curves }) => html`<figure class="mini"><figcaption>${id} <small>${slowest(curves)}</small></figcaption>${chartSvg(option(curves, own, range), height, words(id, curves), width)}</figure>`)}</div>
</details>
`;
}

const curveName = (figure: Figure) =>
  [pathNames[figure.path], ...figureDetails({ ...figure, path: 'pod-to-pod' }, false)].join(', ');

/** Hosts dashed, pods in the first colour, the rest in the second. */
function lookOf(figure: Figure, place: number) {
  if (figure.path === 'node-to-node') return { color: inkOfPath.host, type: [5, 3], width: 1.5 };
  const first = figure.path === 'pod-to-pod' && figure.policies === 0;
  const type = first ? 'solid' : [place + 1, 2];
  return { color: first ? inkOfPath.pod : inkOfPath.other, type, width: 2 };
}

function keyStyle(figure: Figure, place: number): string {
  const { color, type } = lookOf(figure, place);
  return `border-top: 2px ${type === 'solid' ? 'solid' : 'dashed'} ${color}`;
}

/** Half, nine of ten, 99 of 100 are as far apart as one another. */
const stretched = (part: number) => -Math.log10(1 - part);
const ticks: readonly (readonly [number, string])[] = [
  [0, '0'],
  [0.5, '50'],
  [0.9, '90'],
  [0.99, '99'],
  [0.995, '99.5'],
];

function option(curves: readonly Curve[], all: readonly Figure[], [low, high]: readonly [number, number]) {
  return {
    grid: { left: 44, right: 24, top: 8, bottom: 22 },
    xAxis: {
      type: 'value',
      min: 0,
      max: stretched(0.995),
      axisLabel: {
        ...small,
        customValues: ticks.map(([part]) => stretched(part)),
        formatter: (value: number) =>
          ticks.find(([part]) => Math.abs(stretched(part) - value) < 0.001)?.[1] ?? '',
      },
      axisTick: { show: false },
      axisLine: { onZero: false, lineStyle: { color: ink.line } },
      splitLine: { show: false },
    },
    yAxis: {
      type: 'log',
      logBase: 2,
      min: low,
      max: high,
      axisLabel: { ...small, formatter: (value: number) => `${value}` },
      splitLine: { lineStyle: { color: ink.line } },
    },
    series: curves.map(({ figure, points }) => ({
      type: 'line',
      symbol: 'none',
      lineStyle: lookOf(figure, all.indexOf(figure)),
      data: points.filter(isDrawn).map(({ part, us }) => [stretched(part), us]),
    })),
  };
}

/** All but the slowest: it has no place on such an axis, and in a lab it says how busy the machine was. */
const isDrawn = ({ part }: QuantilePoint) => part < 1;

/** `slowest: node → node 0.72 ms, pod → pod 1.20 ms`. */
const slowest = (curves: readonly Curve[]) =>
  `slowest: ${curves.map(({ figure, points }) => `${curveName(figure)} ${msText(points.at(-1)!.us / 1000)}`).join(', ')}`;

function words(id: string, curves: readonly Curve[]): string {
  const at = (points: readonly QuantilePoint[], part: number) =>
    valueText(points.find((point) => point.part === part)!.us, 'µs');
  return `${id}: ${curves.map(({ figure, points }) => `${curveName(figure)} half within ${at(points, 0.5)}, 99 % within ${at(points, 0.99)}`).join('; ')}`;
}
