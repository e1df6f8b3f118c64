import type { CheckResult } from '../../../check';
import { font, ink } from './chart';

/** How far apart two endpoints are in words, near before far. */
const distances: ReadonlyMap<string, string> = new Map([
  ['same-node', 'same node'],
  ['cross-node', 'other node'],
  ['cross-zone', 'other zone'],
]);

/** `pod-to-pod/cross-node` in words. */
export function groupName(id: string): string {
  if (id === 'egress/nat') return 'pod → outside';
  const match = /^(.+)-to-(.+)\/(.+)$/.exec(id);
  if (!match) return id;
  return `${match[1]} → ${match[2]}, ${distances.get(match[3]!) ?? match[3]}`;
}

/** The id of each pair's reachability checks, which is the kind of pair that it is. */
export function kindOfPairs(checks: readonly CheckResult[]): Map<string, string> {
  return new Map(checks.filter(({ protocol }) => protocol).map(({ from, to, id }) => [`${from} ${to}`, id]));
}

const order = ['pod-to-pod', 'node-to-pod', 'pod-to-node', 'node-to-node'];

/** Sorts ids of checks as the requirements are numbered, near before far. */
export function byKind(a: string, b: string): number {
  const rank = (id: string) => order.findIndex((start) => id.startsWith(`${start}/`)) >>> 0;
  const far = (id: string) => [...distances.keys()].findIndex((end) => id.endsWith(`/${end}`));
  return rank(a) - rank(b) || far(a) - far(b);
}

/** A band for each kind, the first on top. */
export function kindAxis(kinds: readonly string[]) {
  const none = { show: false };
  return {
    type: 'value',
    min: -0.5,
    max: kinds.length - 0.5,
    interval: 1,
    inverse: true,
    axisLabel: none,
    axisLine: none,
    axisTick: none,
    splitLine: none,
  };
}

/** Names of the kinds at the top of their bands, every second of which is tinted, as labels of points that are not drawn. */
export function kindNames(kinds: readonly string[], left: number) {
  return {
    ...bandLabels(kinds, left, 'right', groupName, font),
    markArea: {
      silent: true,
      itemStyle: { color: ink.line, opacity: 0.3 },
      data: kinds.flatMap((_, i) => (i % 2 === 1 ? [] : [[{ yAxis: i - 0.5 }, { yAxis: i + 0.5 }]])),
    },
  };
}

/** What stands at the right end of the kinds' bands. */
export function kindAsides(kinds: readonly string[], right: number, aside: (kind: string) => string) {
  return bandLabels(kinds, right, 'left', aside, { ...font, fontSize: 11, color: ink.faint });
}

function bandLabels(
  kinds: readonly string[],
  x: number,
  position: 'left' | 'right',
  textOf: (kind: string) => string,
  style: object,
) {
  return {
    type: 'scatter',
    symbolSize: 0,
    silent: true,
    data: kinds.map((kind, i) => ({
      value: [x, i - 0.32],
      label: { show: true, formatter: textOf(kind), position, distance: 2, ...style },
    })),
  };
}

/** What the axes along the bottom have in common: their unit below the middle, and a thin line at each step. */
export function measureAxis(unit: string) {
  return {
    axisLine: { onZero: false },
    name: unit,
    nameLocation: 'middle' as const,
    nameGap: 26,
    nameTextStyle: font,
    axisLabel: { ...font, formatter: (value: number) => `${value}` },
    splitLine: { lineStyle: { color: ink.line } },
  };
}
