/** The report that ends a run: for somebody who sees it for the first time. */
import { oneLine } from '../base/plain-text';
import { notMeasured } from '../base/targets';
import { wrapped } from '../base/wrap';
import { podCount } from '../plan';
import { type PredictionReach, predictionReach, type Results, runVerdict } from '../results';
import { machineKinds } from './derived/machine-kinds';
import { surprises } from './derived/surprises';
import { targetText } from './derived/target-text';
import { planTable } from './plan-table';
import { reachabilityMatrix } from './reachability';
import { causesText } from './sections/causes-text';
import { requirementsText } from './sections/requirements-text';
import { sourceTable } from './source-table';
import { stateLines } from './state/state-lines';
import { counted, type Style } from './style';
import { skipReasons } from './why';

/** Passes that were predicted otherwise and are listed. */
const mostSurprises = 5;

/** The results of a run for a terminal. */
export function terminalReport(results: Results, style: Style): string {
  const text = [
    heading(results, style),
    planTable(results.plan, style),
    reachabilityMatrix(results.checks, style),
    requirementsText(results, style),
    sourceTable(results, style),
    findings(results, style),
    causesText(results, style),
    verdictLine(results, style),
  ]
    .filter(Boolean)
    .join('\n\n');
  return wrapped(text, style.width);
}

function heading(results: Results, style: Style): string {
  const { testbed, cni, target, plan, fault } = results;
  const pods = podCount(plan);
  const what = `${cni.name} ${cni.mode}, ${counted(plan.nodes.length, 'node')}, ${counted(pods, 'pod')}`;
  const how =
    target === notMeasured
      ? style.warn('predicted: packets walked over the computed state, nothing was measured')
      : `target ${targetText(results)}`;
  const broken = fault ? `\n  ${style.warn('Broken on purpose')} ${fault.name}: ${fault.about}` : '';
  const machines = machineKinds(results).map((kind) => `\n  ${kind}`);
  return `${style.strong(testbed.name)}: ${what}, ${how}${broken}${machines.join('')}`;
}

/** Coverage, prediction against reality, and everything that was left out, with its reason. */
function findings(results: Results, style: Style): string {
  const { summary, checks, notes, target } = results;
  const { tried, total } = summary.coverage.pairs;
  return [
    style.strong('Findings'),
    `  Coverage: ${tried.toLocaleString('en-US')} of ${counted(total, 'ordered pair')} of endpoints (${percent(tried, total)})`,
    ...(target === notMeasured ? [] : [predictionLine(summary.mispredicted, predictionReach(checks), style)]),
    ...surpriseLines(checks, style),
    ...stateFindings(results, style),
    ...[...skipReasons(checks)].map(
      ([reason, count]) => `  ${style.warn('Skipped')} ${counted(count, 'check')}: ${reason}`,
    ),
    ...notes.map((note) => `  ${style.warn('Note')} ${note}`),
  ].join('\n');
}

function predictionLine(
  mispredicted: number,
  { tried, predicted, packets }: PredictionReach,
  style: Style,
): string {
  if (!packets) return '  Prediction: none';
  const unsaid = predicted < tried ? `; nothing is predicted of ${counted(tried - predicted, 'other')}` : '';
  const outcomes = counted(predicted, 'outcome');
  if (mispredicted === 0)
    return `  Prediction: all ${outcomes} as the walk over the computed state predicts${unsaid}`;
  return `  ${style.bad('Prediction')}: ${mispredicted.toLocaleString('en-US')} of ${outcomes} differ from the walk over the computed state${unsaid}`;
}

/** What the machines really have. */
function stateFindings(results: Results, style: Style): string[] {
  const { read, doubts } = stateLines(results);
  if (read === undefined) return [];
  return [
    `  ${oneLine(read)}`,
    ...doubts.map(({ label, text }) => `  ${style.warn(label)}: ${oneLine(text)}`),
  ];
}

/** Passes that were predicted otherwise; failures have causes. */
function surpriseLines(checks: Results['checks'], style: Style): string[] {
  const found = surprises(checks);
  const shown = found
    .slice(0, mostSurprises)
    .map(
      ({ check, pair, predicted, observed }) =>
        `    ${check.id} ${pair}: predicted ${predicted}, observed ${observed}`,
    );
  const more = found.length - shown.length;
  return [
    ...(found.length > 0
      ? [`  ${style.warn('Passed, not as predicted')} ${counted(found.length, 'check')}:`]
      : []),
    ...shown,
    ...(more > 0 ? [`    … and ${more.toLocaleString('en-US')} more`] : []),
  ];
}

function verdictLine({ summary, durationMs }: Results, style: Style): string {
  const { total, pass, fail, skip } = summary;
  const word = {
    pass: style.good('PASS'),
    fail: style.bad('FAIL'),
    incomplete: style.warn('INCOMPLETE'),
  }[runVerdict(summary)];
  return `${word} ${counted(total, 'check')}: ${pass} passed, ${fail} failed, ${skip} skipped, in ${(durationMs / 1000).toFixed(2)} s`;
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '100 %' : `${Math.floor((1000 * part) / whole) / 10} %`;
}
