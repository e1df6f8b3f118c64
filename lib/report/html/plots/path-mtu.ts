/** Path MTU: the largest packet that arrived uncut, against what the underlay would allow. */

import { groupBy, largest, smallest } from '../../../base/lists';
import { notMeasured } from '../../../base/targets';
import { asksForSize } from '../../../check';
import type { Results } from '../../../results';
import { html, type Markup } from '../markup';
import { grouped } from '../numbers';
import { tableMarkup } from '../section';
import { chartSvg, font, ink } from './chart';
import { byKind, groupName, kindAxis, kindNames, kindOfPairs, measureAxis } from './groups';

interface Size {
  readonly kind: string;
  readonly bytes: number;
  readonly required?: number;
  readonly fails: boolean;
}

/** Largest packets by kind of pair; undefined where none is known. */
export function pathMtuPlot({ checks, target }: Results): Markup | undefined {
  const measured = target !== notMeasured;
  const kinds = kindOfPairs(checks);
  const sizes = checks.flatMap((check): Size[] => {
    const { from, to, observed, predicted, required, verdict } = check;
    const bytes = (measured ? observed : predicted)?.bytes;
    if (!asksForSize(check) || bytes === undefined) return [];
    const kind = kinds.get(`${from} ${to}`) ?? 'other';
    return [{ kind, bytes, required: required.bytes, fails: verdict === 'fail' }];
  });
  if (sizes.length === 0) return undefined;
  const names = [...groupBy(sizes, ({ kind }) => kind).keys()].sort(byKind);
  const title = html`<strong>Path MTU</strong>: the largest packet that arrives in one piece${measured ? '' : ', as predicted'}`;
  if (names.every((kind) => isUniform(sizes.filter((size) => size.kind === kind))))
    return html`<figure class="plot"><figcaption>${title}; all pairs of a kind have the same.</figcaption>${sizeTable(sizes, names)}</figure>`;
  const chart = option(sizes, names, measured ? 'observed' : 'predicted');
  return html`<figure class="plot"><figcaption>${title}, and how many pairs have it. The mark is what the underlay allows.</figcaption>${chartSvg(chart, 96 + 42 * names.length, words(sizes))}</figure>`;
}

/** Whether all pairs of a kind have one size, which is as large as it must be: there is nothing to draw. */
function isUniform([first, ...rest]: readonly Size[]): boolean {
  return [first!, ...rest].every(
    ({ bytes, required, fails }) => !fails && bytes === first!.bytes && required === first!.required,
  );
}

/** Where each kind has one size. What the underlay allows has a column of its own only where it is something else. */
function sizeTable(sizes: readonly Size[], kinds: readonly string[]): Markup {
  const shown = (count: number | undefined) => (count === undefined ? '–' : grouped(count));
  const alike = sizes.every(({ bytes, required }) => bytes === required);
  return tableMarkup(
    'Largest packets',
    ['From and to', 'Pairs', 'Bytes', ...(alike ? [] : ['Allowed'])],
    kinds.map((kind) => {
      const own = sizes.filter((size) => size.kind === kind);
      const [{ bytes, required }] = own as [Size];
      return [groupName(kind), grouped(own.length), shown(bytes), ...(alike ? [] : [shown(required)])];
    }),
  );
}

/** @param name of those that do not fail */
function option(sizes: readonly Size[], kinds: readonly string[], name: string) {
  const all = sizes.flatMap(({ bytes, required }) => [bytes, required ?? bytes]);
  const [least, most] = [smallest(all), largest(all)];
  const step = most - least > 400 ? 500 : 50;
  const left = Math.max(0, Math.floor((least - 1.2 * step) / step) * step);
  const right = Math.ceil((most + step / 2) / step) * step;
  return {
    grid: { left: 14, right: 18, top: 34, bottom: 40 },
    legend: {
      itemGap: 24,
      itemWidth: 14,
      top: 0,
      left: 0,
      data: [name, ...(sizes.some(({ fails }) => fails) ? ['fails'] : []), 'allowed'],
      textStyle: font,
    },
    xAxis: {
      type: 'value',
      min: left,
      max: right,
      interval: (right - left) / Math.min(4, (right - left) / step),
      ...measureAxis('bytes'),
    },
    yAxis: kindAxis(kinds),
    series: [kindNames(kinds, left), ...counts(sizes, kinds, name), allowed(sizes, kinds)],
  };
}

/** A dot for each size that occurs, labelled with the number of pairs. */
function counts(sizes: readonly Size[], kinds: readonly string[], name: string) {
  return [false, true].map((fails) => ({
    type: 'scatter',
    name: fails ? 'fails' : name,
    symbolSize: 11,
    itemStyle: { color: fails ? ink.bad : ink.first },
    data: kinds.flatMap((kind, k) =>
      [
        ...groupBy(
          sizes.filter((size) => size.kind === kind && size.fails === fails),
          ({ bytes }) => `${bytes}`,
        ),
      ].map(([bytes, group]) => ({
        value: [Number(bytes), k + 0.1],
        label: {
          show: true,
          position: 'bottom',
          distance: 3,
          formatter: `${bytes} × ${grouped(group.length)}`,
          ...font,
          fontSize: 11,
        },
      })),
    ),
  }));
}

function allowed(sizes: readonly Size[], kinds: readonly string[]) {
  const data = kinds.flatMap((kind, k) => {
    const limits = new Set(sizes.filter((size) => size.kind === kind).map(({ required }) => required));
    return [...limits].flatMap((limit) => (limit === undefined ? [] : [[limit, k + 0.1]]));
  });
  return {
    type: 'scatter',
    name: 'allowed',
    symbol: 'rect',
    symbolSize: [2, 22],
    itemStyle: { color: ink.text },
    data,
  };
}

function words(sizes: readonly Size[]): string {
  return [...groupBy(sizes, ({ kind }) => kind)]
    .map(
      ([kind, group]) =>
        `${groupName(kind)}: ${[...new Set(group.map(({ bytes }) => bytes))].slice(0, 5).join(', ')} bytes`,
    )
    .join('; ');
}
