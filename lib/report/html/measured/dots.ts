/** Ratios to the host network: a dot and its interval for each subject, on one axis for all figures. */
import { largest, smallest } from '../../../base/lists';
import {
  comparedFigures,
  type Figure,
  type Figures,
  type SharedControl,
  type Standing,
  sharedControl,
  standings,
} from '../../../measure';
import { baselineName, figureName, isOnOneNode, pathNames } from '../../measured/names';
import { differenceText, ratioText } from '../../measured/numbers';
import { html, type Markup } from '../markup';
import { chartSvg, ink } from '../plots/chart';
import type { Section } from '../section';
import { anchor, type FileView, titled } from './file-view';
import { bandAxis, bandTexts, intervals, small } from './marks';

/** Width of a chart, in pixels: a telephone's. */
const width = 330;
/** Height of a subject's band. */
const band = 34;

/** A chart for each figure; undefined where none has a ratio. */
export function dotSection(view: FileView): Section | undefined {
  const { figures } = view;
  const shown = comparedFigures(figures).filter(({ metric }) => metric.relative);
  if (shown.length === 0) return undefined;
  const [far, near] = [false, true].map((on) => shown.filter((figure) => isOnOneNode(figure) === on));
  return {
    id: anchor('ratios', view),
    title: titled('Times the host network', view),
    lead: 'What a path through the CNI costs, by the same between nodes in the same block: 1 is as much. The bar is the 95 % interval, the band what does not matter, and the thin line at the foot what should be equal (A/A); of several clusters, the two host networks that differ most.',
    body: html`<div class="dots">${far!.map((figure) => plot(figures, figure))}</div>
${near!.length === 0 ? '' : html`<details><summary>On one node</summary><div class="dots">${near!.map((figure) => plot(figures, figure))}</div></details>`}`,
  };
}

interface Dot {
  readonly name: string;
  readonly standing: Standing;
  readonly repeats: boolean;
}

function plot(figures: Figures, figure: Figure): Markup {
  const { subjects } = figures.measurements;
  const order = standings(figures, figure).flat();
  const repeated = subjects.filter(({ repeats }) => repeats !== undefined).map(({ id }) => id);
  const dots = [...order, ...repeated].flatMap((name): Dot[] => {
    const standing = figures.standing(name, figure);
    return standing?.ratio ? [{ name, standing, repeats: repeated.includes(name) }] : [];
  });
  if (dots.length === 0) return html``;
  const control = sharedControl(figures, figure);
  const margin = figures.overBaseline(order[0]!, figure)?.margin ?? figure.metric.margin;
  const label = labelOf(figures, figure, dots, control);
  const rows = dots.length + (control ? 1 : 0);
  return html`<figure class="plot"><figcaption><strong>${figureName(figure, figures)}</strong> <span>${pathNames[figure.path]} ÷ ${baselineName(figure)}</span></figcaption>${chartSvg(option(dots, margin, control), 34 + band * rows, label, width)}</figure>`;
}

function option(dots: readonly Dot[], margin: number, aa: SharedControl | undefined) {
  const ratios = dots.map(({ standing }) => standing.ratio!);
  const [low, high] = rangeOf(ratios.flatMap(({ value, interval = [value, value] }) => interval));
  const control = aa && {
    value: 1 + aa.difference.value,
    interval: aa.difference.interval?.map((end) => 1 + end),
  };
  const names = [...dots.map(({ name }) => name), ...(aa ? [controlName(aa)] : [])];
  const texts = [...ratios.map(ratioText), ...(aa ? [differenceText(aa.difference, true)] : [])];
  return {
    grid: { left: 8, right: 8, top: 4, bottom: 26 },
    xAxis: {
      type: 'log',
      logBase: 2,
      min: low,
      max: high,
      axisLabel: { ...small, formatter: (value: number) => `${value}` },
      axisLine: { onZero: false, lineStyle: { color: ink.line } },
      splitLine: { lineStyle: { color: ink.line } },
    },
    yAxis: bandAxis(names.length),
    series: [
      {
        ...bandTexts(names, low, 'right'),
        markArea: {
          silent: true,
          itemStyle: { color: ink.faint, opacity: 0.16 },
          data: [[{ xAxis: 1 - margin }, { xAxis: 1 + margin }]],
        },
        markLine: {
          silent: true,
          symbol: 'none',
          label: { show: false },
          lineStyle: { color: ink.faint, type: 'solid', width: 1 },
          data: [{ xAxis: 1 }],
        },
      },
      bandTexts(texts, high, 'left'),
      intervals(
        ratios.map(({ interval }, i) => ({ interval, at: i, color: ink.first })),
        3,
      ),
      intervals(control ? [{ interval: control.interval, at: dots.length, color: ink.faint }] : [], 1),
      {
        type: 'scatter',
        symbolSize: 9,
        data: dots.map(({ standing, repeats }, i) => ({
          value: [standing.ratio!.value, i + 0.18],
          itemStyle: repeats
            ? { color: ink.panel, borderColor: ink.first, borderWidth: 2, opacity: 1 }
            : { color: ink.first, opacity: 1 },
        })),
      },
      {
        type: 'scatter',
        symbol: 'rect',
        symbolSize: [1.5, 11],
        itemStyle: { color: ink.faint },
        data: control ? [[control.value, dots.length + 0.18]] : [],
      },
    ],
  };
}

const controlName = ({ ofSeveral }: SharedControl) =>
  ofSeveral > 1 ? `A/A control, worst of ${ofSeveral}` : 'A/A control';

/** What the chart says, for those who do not see it. */
function labelOf(figures: Figures, figure: Figure, dots: readonly Dot[], aa?: SharedControl): string {
  const ratios = dots.map(({ name, standing }) => `${name} ${ratioText(standing.ratio!)}`);
  const control = aa
    ? [`${controlName(aa)}, ${aa.of.join(' and ')}: ${differenceText(aa.difference, true)}`]
    : [];
  return `${figureName(figure, figures)} by ${baselineName(figure)}. ${[...ratios, ...control].join('; ')}`;
}

/** From 0.5 to 4, or as far as there is something. */
function rangeOf(values: readonly number[]): [number, number] {
  const log = (value: number) => Math.log2(value);
  return [
    Math.min(0.5, 2 ** Math.floor(log(smallest(values)))),
    Math.max(4, 2 ** Math.ceil(log(largest(values)))),
  ];
}
