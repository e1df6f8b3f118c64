/** Marks that the charts of measurements have in common. */
import { font, ink } from '../plots/chart';

/** Text of charts that are as wide as a telephone. */
export const small = { ...font, fontSize: 12 } as const;

const none = { show: false } as const;

/** A band for each row, the first on top. */
export function bandAxis(count: number) {
  return {
    ...{ type: 'value', min: -0.5, max: count - 0.5, interval: 1, inverse: true },
    ...{ axisLabel: none, axisLine: none, axisTick: none, splitLine: none },
  };
}

/** A text over each band, from a place on the axis to the right or the left, as labels of points that are not drawn. */
export function bandTexts(texts: readonly string[], at: number, position: 'left' | 'right') {
  return {
    type: 'scatter',
    symbolSize: 0,
    silent: true,
    itemStyle: { opacity: 1 },
    data: texts.map((formatter, i) => ({
      value: [at, i - 0.26],
      label: { show: true, formatter, position, distance: 2, ...small },
    })),
  };
}

/** Bars from one end of an interval to the other. */
export function intervals(
  rows: readonly { readonly interval?: readonly number[]; readonly at: number; readonly color: string }[],
  lineWidth: number,
) {
  const shown = rows.filter(({ interval }) => interval);
  return {
    type: 'custom',
    silent: true,
    data: shown.map(({ interval, at }) => [interval![0], interval![1], at + 0.18]),
    renderItem(
      { dataIndex }: { dataIndex: number },
      api: { value(i: number): number; coord(place: number[]): [number, number] },
    ) {
      const [[x1, y1], [x2, y2]] = [0, 1].map((end) => api.coord([api.value(end), api.value(2)])) as [
        [number, number],
        [number, number],
      ];
      return {
        type: 'line',
        shape: { x1, y1, x2, y2 },
        style: { stroke: shown[dataIndex]!.color, lineWidth, lineCap: 'round' },
      };
    },
  };
}

/** Lines between points, with a mark at each. */
export const inkOfPath = { host: ink.faint, pod: ink.first, other: ink.second } as const;
