/** Every block's value in order of time, of hosts and pods: what drifted, and what stood alone, is seen. */
import { largest, smallest } from '../../../base/lists';
import { baselineOf, comparedFigures, type Figure, type TimedValue } from '../../../measure';
import { baselineName, figureName, isOnOneNode, pathNames } from '../../measured/names';
import { valueText } from '../../measured/numbers';
import { counted } from '../../style';
import { html, type Markup } from '../markup';
import { chartSvg, ink } from '../plots/chart';
import type { Section } from '../section';
import { anchor, type FileView, titled } from './file-view';
import { inkOfPath, small } from './marks';

const width = 300;
const height = 120;

/** Small charts, a subject each; undefined where nothing was measured. */
export function blockSection(view: FileView): Section | undefined {
  const shown = comparedFigures(view.figures).filter((figure) => !isOnOneNode(figure));
  if (shown.length === 0) return undefined;
  return {
    id: anchor('blocks', view),
    title: titled('Every block', view),
    lead: 'One value a block in order of time. What moves both lines is the machine; what moves one is not. Hollow: set aside, and measured again.',
    body: html`${shown.map((figure, i) => group(view, figure, i === 0))}`,
  };
}

function group(view: FileView, figure: Figure, open: boolean): Markup {
  const { figures } = view;
  const host = baselineOf(figure)!;
  const lines = figures.measurements.subjects.flatMap(({ id }) => {
    const [own, base] = [figure, host].map((one) => figures.timeline(id, one));
    return own!.length > 0 ? [{ id, own: own!, base: base! }] : [];
  });
  const all = lines.flatMap(({ own, base }) => [...own, ...base].map(({ value }) => value));
  const range = [smallest(all), largest(all)] as const;
  return html`<details ${open ? 'open' : ''}><summary>${figureName(figure, figures)}, ${figure.metric.unit}</summary>
<p class="key"><span class="key-pod"></span>${pathNames[figure.path]} <span class="key-host"></span>${baselineName(figure)}</p>
<div class="minis">${lines.map(({ id, own, base }) => html`<figure class="mini"><figcaption>${id}</figcaption>${chartSvg(option(own, base, range), height, words(id, own, base, figure), width)}</figure>`)}</div>
</details>
`;
}

function option(
  own: readonly TimedValue[],
  base: readonly TimedValue[],
  [low, high]: readonly [number, number],
) {
  const blocks = [...new Set([...own, ...base].map(({ block }) => block))];
  const room = (high - low || high || 1) * 0.08;
  const line = (values: readonly TimedValue[], color: string, host: boolean) => [
    {
      type: 'line',
      symbol: 'circle',
      symbolSize: host ? 4 : 6,
      lineStyle: { color, width: host ? 1 : 1.5, type: host ? [4, 3] : 'solid' },
      itemStyle: { color },
      connectNulls: true,
      data: blocks.map((block) => {
        const value = values.find((one) => one.block === block && block.setAside === undefined);
        return value ? value.value : null;
      }),
    },
    {
      type: 'scatter',
      symbolSize: host ? 5 : 7,
      itemStyle: { color: ink.panel, borderColor: color, borderWidth: 1.5 },
      data: values
        .filter(({ block }) => block.setAside !== undefined)
        .map(({ value, block }) => [blocks.indexOf(block), value]),
    },
  ];
  return {
    grid: { left: 44, right: 8, top: 8, bottom: 8 },
    xAxis: {
      type: 'category',
      data: blocks.map((_, i) => `${i}`),
      axisLabel: { show: false },
      axisTick: { show: false },
      axisLine: { lineStyle: { color: ink.line } },
    },
    yAxis: {
      type: 'value',
      min: low - room,
      max: high + room,
      splitNumber: 3,
      axisLabel: { ...small, showMinLabel: false, showMaxLabel: false, formatter: short },
      splitLine: { lineStyle: { color: ink.line } },
    },
    series: [...line(base, inkOfPath.host, true), ...line(own, inkOfPath.pod, false)],
  };
}

const short = (value: number) => `${Number(value.toPrecision(3))}`;

function words(
  id: string,
  own: readonly TimedValue[],
  base: readonly TimedValue[],
  { metric }: Figure,
): string {
  const span = (values: readonly TimedValue[]) => {
    const all = values.map(({ value }) => value);
    return `${valueText(smallest(all), metric.unit)} to ${valueText(largest(all), metric.unit)}`;
  };
  const aside = own.filter(({ block }) => block.setAside !== undefined).length;
  const hosts = base.length > 0 ? `, the host network ${span(base)}` : '';
  return `${id}: ${counted(own.length, 'block')}, ${span(own)}${hosts}${aside > 0 ? `; ${aside} set aside` : ''}`;
}
