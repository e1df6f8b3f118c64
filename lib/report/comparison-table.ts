import type { Comparison, ComparisonRow } from '../check';
import type { Style } from './style';
import { table } from './table';

/** One row a CNI, mode and topology. */
export function comparisonTable({ rows }: Comparison, style: Style): string {
  const head = [
    'CNI',
    'MODE',
    'ZONES',
    'VERDICT',
    'CHECKS',
    'PATH MTU',
    'HOPS',
    'ON THE WIRE',
    'BUILT IN',
    'CONVERGED IN',
  ];
  const body = rows.map((row) => [
    row.cni,
    row.mode,
    `${row.zones}`,
    verdict(row, style),
    ...(row.outcome === 'refused' ? [] : numbers(row, style)),
  ]);
  const reasons = [...new Set(rows.flatMap(({ reason }) => reason ?? []))];
  return [
    style.strong('Every CNI in every mode'),
    table(head.map(style.dim), body),
    ...(reasons.length > 0 ? ['', ...reasons.map((reason) => `  ${style.warn('–')} ${reason}`)] : []),
    ...(rows.some(({ measured, outcome }) => !measured && outcome === 'skip')
      ? ['', style.dim('  (numbers) are predicted by the walk, not measured')]
      : []),
  ].join('\n');
}

function numbers(row: ComparisonRow, style: Style): string[] {
  const { checks, pathMtu, hops, wireOverhead, buildMs, convergeMs, measured } = row;
  const mark = (text: string) => (measured ? text : style.dim(`(${text})`));
  const total = checks.pass + checks.fail + checks.skip;
  return [
    mark(`${checks.pass} of ${total}${checks.skip > 0 ? `, ${checks.skip} skipped` : ''}`),
    mark(perFamily(pathMtu, '')),
    mark(`${hops ?? '–'}`),
    mark(perFamily(wireOverhead ?? {}, '+')),
    milliseconds(buildMs),
    milliseconds(convergeMs),
  ];
}

function verdict({ outcome, checks, measured }: ComparisonRow, style: Style): string {
  if (outcome === 'skip') return style.warn('skip');
  if (outcome === 'refused') return style.dim('refused');
  if (outcome === 'fail')
    return style.bad(checks.fail > 0 ? `${checks.fail} FAIL` : `${checks.mispredicted} mispredicted`);
  return measured ? style.good('pass') : style.dim('predicted');
}

/** One number where the families agree, else both. */
function perFamily({ ipv4, ipv6 }: Partial<Record<'ipv4' | 'ipv6', number>>, sign: string): string {
  const text = (value: number | undefined) =>
    value === undefined ? '–' : value === 0 ? '0' : `${sign}${value}`;
  return ipv6 === undefined || ipv6 === ipv4 ? text(ipv4) : `${text(ipv4)} / ${text(ipv6)}`;
}

const milliseconds = (value: number | undefined) => (value === undefined ? '–' : `${Math.round(value)} ms`);
