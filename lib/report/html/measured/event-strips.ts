/** The control plane: single events as dots on one axis of milliseconds. */
import { groupBy, largest, smallest } from '../../../base/lists';
import { type EventFigure, type EventKind, eventFigures } from '../../../measure';
import { eventSheet, eventSubject } from '../../measured/event-tables';
import { eventLeads, eventNames, isFindingKind, longestShown, medianShown } from '../../measured/event-words';
import { html, type Markup } from '../markup';
import { chartSvg, ink } from '../plots/chart';
import type { Section } from '../section';
import { anchor, type FileView, titled } from './file-view';
import { bandAxis, bandTexts, small } from './marks';
import { plainTable } from './plain-table';

const width = 330;
const band = 36;

/** A strip for each kind, and all of them as a table; undefined where there are no events. */
export function eventSection(view: FileView): Section | undefined {
  const events = eventFigures(view.figures.measurements);
  if (events.length === 0) return undefined;
  const kinds = groupBy(events, ({ kind }) => kind);
  return {
    id: anchor('events', view),
    title: titled('Control plane', view),
    lead: 'Single events, a dot each. Kubernetes wants isolation from the very first instant of a pod: time above 0 in which it was open is a finding.',
    body: html`<div class="dots">${[...kinds].map(([kind, own]) => strip(kind, own))}</div>${plainTable(eventSheet(view.figures.measurements), view)}`,
  };
}

function strip(kind: EventKind, figures: readonly EventFigure[]): Markup {
  const label = figures
    .map(
      (figure) =>
        `${eventSubject(figure)}: median ${medianShown(figure).text}, longest ${longestShown(figure).text}`,
    )
    .join('; ');
  return html`<figure class="plot"><figcaption><strong>${eventNames[kind]}</strong> <span>${eventLeads[kind]}</span></figcaption>${chartSvg(option(kind, figures), 44 + band * figures.length, label, width)}</figure>`;
}

function option(kind: EventKind, figures: readonly EventFigure[]) {
  const seen = figures.flatMap(({ ms }) => ms.filter((one) => one > 0));
  const resolution = smallest(figures.map(({ resolutionMs }) => resolutionMs));
  const [low, high] = seen.length > 0 ? [smallest(seen), largest(seen)] : [1, 10];
  /** A decade further left than what is least stands 0, which has no logarithm. */
  const floor = 10 ** (Math.floor(Math.log10(Math.max(Math.min(low, resolution || low), 1e-3))) - 1);
  const bad = isFindingKind(kind);
  return {
    grid: { left: 8, right: 14, top: 4, bottom: 38 },
    xAxis: {
      type: 'log',
      min: floor,
      max: 10 ** Math.ceil(Math.log10(high * 1.001)),
      name: 'ms',
      nameLocation: 'middle',
      nameGap: 22,
      nameTextStyle: small,
      axisLabel: {
        ...small,
        formatter: (value: number) => (value <= floor * 1.001 ? '0' : value.toLocaleString('en-US')),
      },
      axisLine: { onZero: false, lineStyle: { color: ink.line } },
      splitLine: { lineStyle: { color: ink.line } },
    },
    yAxis: bandAxis(figures.length),
    series: [
      bandTexts(figures.map(eventSubject), floor, 'right'),
      {
        type: 'scatter',
        symbolSize: 7,
        data: figures.flatMap(({ ms }, row) =>
          ms.map((one, i) => ({
            value: [Math.max(one, floor), row + 0.18 + (((i * 7) % 11) / 11 - 0.5) * 0.3],
            itemStyle: { color: bad && one > 0 ? ink.bad : ink.first, opacity: 0.55 },
          })),
        ),
      },
    ],
  };
}
