/** Runs side by side on a terminal, and in Markdown. */

import { notMeasured } from '../base/targets';
import { wrapped } from '../base/wrap';
import {
  baselineOf,
  type ComparedRun,
  type Flow,
  flowKey,
  flows,
  type Latency,
  type RunComparison,
} from '../compare';
import { familyName } from '../net';
import { runVerdict } from '../results';
import { perFamily } from './comparison-texts';
import { markdownTable } from './markdown/markdown-table';
import { counted, type Style } from './style';
import { table } from './table';

/** A table as data: what terminal, Markdown and page print in their own ways. */
export interface RunSheet {
  readonly title: string;
  /** Said below it. */
  readonly note?: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Runs side by side, for a terminal. */
export function runComparisonText(comparison: RunComparison, style: Style): string {
  const parts = runSheets(comparison).map(({ title, note, head, rows }) =>
    [
      style.strong(title),
      table(head.map(style.dim), rows, { width: style.width }),
      ...(note ? [style.dim(`  ${note}`)] : []),
    ].join('\n'),
  );
  return wrapped(parts.join('\n\n'), style.width);
}

/** Runs side by side, in Markdown. */
export function runComparisonMarkdown(comparison: RunComparison): string {
  const parts = runSheets(comparison).map(({ title, note, head, rows }) =>
    [markdownTable(title, head, rows), ...(note ? [note] : [])].join('\n\n'),
  );
  return `${parts.join('\n\n')}\n`;
}

/** All tables of a comparison that have a row. */
export function runSheets(comparison: RunComparison): RunSheet[] {
  return [
    verdicts(comparison),
    ...times(comparison),
    disagreements(comparison),
    conditions(comparison),
  ].filter(({ rows }) => rows.length > 0);
}

const verdictWords = { pass: 'pass', fail: 'FAIL', incomplete: 'incomplete' } as const;
/** Where nothing was measured. */
const predictedWords = { pass: 'predicted', fail: 'FAIL, predicted', incomplete: 'predicted' } as const;

const bracketed = (target: string, text: string) => (target === notMeasured ? `(${text})` : text);

function verdicts({ runs }: RunComparison): RunSheet {
  const rows = runs.map(({ label, target, checks, pathMtu, causes, file }) => [
    label,
    target === notMeasured ? predictedWords[runVerdict(checks)] : verdictWords[runVerdict(checks)],
    bracketed(target, `${checks.pass.toLocaleString('en-US')} of ${checks.total.toLocaleString('en-US')}`),
    bracketed(target, perFamily(pathMtu)),
    causes[0] ?? '–',
    file,
  ]);
  return {
    title: `${counted(runs.length, 'run')} side by side`,
    ...(runs.some(({ target }) => target === notMeasured)
      ? { note: '(numbers) are predicted by the walk, not measured.' }
      : {}),
    head: ['RUN', 'VERDICT', 'CHECKS', 'PATH MTU', 'LIKELIEST CAUSE', 'FILE'],
    rows,
  };
}

/** One sheet a protocol and family, the last with what holds for all. */
function times({ runs }: RunComparison): RunSheet[] {
  const measured = flows.filter((flow) => runs.some(({ latency }) => latency[flowKey(flow)]));
  const kinds = [...new Set(measured.map(({ protocol, family }) => `${protocol} ${family}`))];
  return kinds.map((kind, i) => {
    const shown = measured.filter(({ protocol, family }) => `${protocol} ${family}` === kind);
    const { protocol, family } = shown[0]!;
    const timed = runs.filter(({ latency }) => shown.some((flow) => latency[flowKey(flow)]));
    return {
      title: `Round-trip time in ms over ${protocol.toUpperCase()}, ${familyName(family)}: median (95 % interval)`,
      ...(i === kinds.length - 1 ? { note: timesNote } : {}),
      head: ['RUN', ...shown.map(flowText)],
      rows: timed.map((run) => [run.label, ...shown.map((flow) => timeText(run, flow))]),
    };
  });
}

const timesNote =
  'Over all pairs that passed, probed side by side: the time under load. × is against node → node of the same run, which takes the machines out of the comparison; ≈ where the two intervals overlap, which shows no difference.';

function timeText({ latency }: ComparedRun, flow: Flow): string {
  const own = latency[flowKey(flow)];
  if (!own) return '–';
  const baseline = baselineOf(flow);
  const base = baseline && latency[flowKey(baseline)];
  const interval = own.intervalMs ? ` (${own.intervalMs.map(short).join(' to ')})` : ` (n = ${own.samples})`;
  return `${short(own.medianMs)}${interval}${base ? ratio(own, base) : ''}`;
}

/** Only where the two can be distinguished. */
function ratio(own: Latency, base: Latency): string {
  if (!own.intervalMs || !base.intervalMs) return '';
  const [[low, high], [baseLow, baseHigh]] = [own.intervalMs, base.intervalMs];
  return low > baseHigh || high < baseLow ? `, × ${(own.medianMs / base.medianMs).toFixed(2)}` : ', ≈';
}

const short = (ms: number) => (ms >= 100 ? ms.toFixed(0) : ms >= 10 ? ms.toFixed(1) : ms.toFixed(2));

function flowText({ id }: Flow): string {
  const [kind, distance] = id.split('/') as [string, string];
  return `${kind.replace('-to-', ' → ')}, ${distance.replace('cross-', 'other ').replace('-', ' ')}`.toUpperCase();
}

function disagreements({ runs, differences }: RunComparison): RunSheet {
  const verdictOrder = ['fail', 'skip', 'pass'] as const;
  return {
    title: 'Checks on which they disagree',
    head: ['CHECK', 'HOW MANY', 'FAILS IN', 'SKIPPED IN', 'PASSES IN', 'SUCH AS'],
    rows: differences.map(({ id, count, verdicts: given, example: { from, to, protocol } }) => [
      id,
      count.toLocaleString('en-US'),
      ...verdictOrder.map((verdict) => named(runs.filter((_, i) => given[i] === verdict))),
      [protocol, from === to ? from : `${from} → ${to}`].filter(Boolean).join(' '),
    ]),
  };
}

function conditions({ runs, unlike }: RunComparison): RunSheet {
  return {
    title: 'What else is not the same, and may be the reason',
    head: ['WHAT', 'WHERE'],
    rows: unlike.map(({ what, values }) => [
      what,
      [...new Set(values)]
        .map((value) => `${value} in ${named(runs.filter((_, i) => values[i] === value))}`)
        .join('; '),
    ]),
  };
}

/** Runs by name, or by number where that is shorter. */
function named(runs: readonly ComparedRun[]): string {
  if (runs.length === 0) return '–';
  return runs.length > 3 ? counted(runs.length, 'run') : runs.map(({ label }) => label).join(', ');
}
