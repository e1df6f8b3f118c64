/** What it costs: processor time against goodput, and the CNI's own agents. */
import { largest, smallest } from '../../../base/lists';
import { baselineOf, chiefFigure, type Figure, type Figures, isChief } from '../../../measure';
import { agentSheet } from '../../measured/agent-table';
import { valueText } from '../../measured/numbers';
import { html, type Markup } from '../markup';
import { chartSvg, ink } from '../plots/chart';
import { measureAxis } from '../plots/groups';
import type { Section } from '../section';
import { anchor, type FileView, titled } from './file-view';
import { small } from './marks';
import { plainTable } from './plain-table';

/** Undefined where neither goodput nor agents were measured. */
export function costSection(view: FileView): Section | undefined {
  const [plot, agents] = [scatter(view.figures), agentSheet(view.figures.measurements)];
  if (!plot && agents.rows.length === 0) return undefined;
  return {
    id: anchor('cost', view),
    title: titled('What it costs', view),
    body: html`${plot}${agents.rows.length > 0 ? plainTable(agents, view) : ''}`,
  };
}

interface Point {
  readonly name: string;
  readonly gbits: number;
  readonly cpu: number;
  readonly host: boolean;
}

function scatter(figures: Figures): Markup | undefined {
  const goodput = chiefFigure(figures, 'goodput');
  const cpu = figures.all.find(
    (figure) => figure.metric.id === 'cpu-per-gb' && isChief(figure) && figure.family === goodput?.family,
  );
  if (!goodput || !cpu) return undefined;
  const points = figures.measurements.subjects.flatMap(({ id }): Point[] =>
    [false, true].flatMap((host) => {
      const of = (figure: Figure) => figures.standing(id, host ? baselineOf(figure)! : figure)?.value.value;
      const [gbits, time] = [of(goodput), of(cpu)];
      return gbits === undefined || time === undefined ? [] : [{ name: id, gbits, cpu: time, host }];
    }),
  );
  const label = points
    .map(
      ({ name, gbits, cpu: time, host }) =>
        `${name}${host ? ', host network' : ''}: ${valueText(gbits, 'Gbit/s')} at ${valueText(time, 's/GB')}`,
    )
    .join('; ');
  return html`<figure class="plot narrow"><figcaption><strong>CPU time and goodput</strong> of one stream: further right is faster, further down is cheaper. Hollow: the host network.</figcaption>${chartSvg(option(points), 280, label, 360)}</figure>`;
}

function option(points: readonly Point[]) {
  const rates = points.map(({ gbits }) => gbits);
  const middle = (smallest(rates) + largest(rates)) / 2;
  const hosts = points.filter(({ host }) => host);
  const axis = { type: 'value', scale: true, axisLine: { onZero: false, lineStyle: { color: ink.line } } };
  /** Hosts, which lie close together, above and below in turn. */
  const placeOf = (point: Point) => {
    if (point.host) return hosts.indexOf(point) % 2 === 0 ? 'bottom' : 'top';
    return point.gbits > middle ? 'left' : 'right';
  };
  return {
    grid: { left: 46, right: 28, top: 26, bottom: 42 },
    xAxis: { ...measureAxis('Gbit/s'), ...axis, boundaryGap: ['10%', '10%'], splitNumber: 4 },
    yAxis: {
      ...axis,
      name: 'CPU s/GB',
      nameTextStyle: { ...small, align: 'left', padding: [0, 0, 0, -36] },
      axisLabel: small,
      boundaryGap: ['10%', '15%'],
      splitNumber: 4,
      splitLine: { lineStyle: { color: ink.line } },
    },
    series: [
      {
        type: 'scatter',
        symbolSize: 11,
        data: points.map((point) => ({
          value: [point.gbits, point.cpu],
          itemStyle: point.host
            ? { color: ink.panel, borderColor: ink.faint, borderWidth: 2, opacity: 1 }
            : { color: ink.first, opacity: 1 },
          label: {
            show: true,
            formatter: point.host ? `${point.name}, host` : point.name,
            position: placeOf(point),
            ...small,
            color: point.host ? ink.faint : ink.text,
          },
        })),
      },
    ],
  };
}
