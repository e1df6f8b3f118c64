import type { CheckResult } from '../../../check';
import { font, ink } from './chart';

/** `pod-to-pod/cross-node` in words. */
export function groupName(id: string): string {
  if (id === 'egress/nat') return 'pod → outside';
  const match = /^(.+)-to-(.+)\/(.+)$/.exec(id);
  if (!match) return id;
  const where: Record<string, string> = {
    'same-node': 'same node',
    'cross-node': 'other node',
    'cross-zone': 'other zone',
  };
  return `${match[1]} → ${match[2]}, ${where[match[3]!] ?? match[3]}`;
}

/** The kind of pair that each pair is, from its reachability checks. */
export function kindOfPairs(checks: readonly CheckResult[]): Map<string, string> {
  return new Map(
    checks.filter(({ protocol }) => protocol).map(({ from, to, id }) => [`${from} ${to}`, groupName(id)]),
  );
}

const order = ['pod → pod', 'node → pod', 'pod → node', 'node → node'];

/** Sorts as the requirements are numbered, near before far. */
export function byKind(a: string, b: string): number {
  const rank = (kind: string) => order.findIndex((start) => kind.startsWith(start)) >>> 0;
  const far = (kind: string) =>
    ['same node', 'other node', 'other zone'].findIndex((end) => kind.endsWith(end));
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

/** Names of the kinds over their bands, as labels of points that are not drawn. */
export function kindNames(kinds: readonly string[], left: number) {
  return {
    type: 'scatter',
    symbolSize: 0,
    silent: true,
    data: kinds.map((kind, i) => ({
      value: [left, i - 0.34],
      label: { show: true, formatter: kind, position: 'right', distance: 2, ...font },
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
