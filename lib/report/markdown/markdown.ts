/** A summary for a page of a CI job: verdict, requirements, causes, and what was left out. */
import { notMeasured } from '../../base/targets';
import type { CheckResult } from '../../check';
import { cnis, cniTitle } from '../../cni';
import { podCount } from '../../plan';
import { type Results, runVerdict } from '../../results';
import { machineKinds } from '../derived/machine-kinds';
import { standing } from '../derived/standing';
import { surprises } from '../derived/surprises';
import { targetText } from '../derived/target-text';
import { requirementRows } from '../requirement-rows';
import { explainedText } from '../state/explained-text';
import { counted } from '../style';
import { suspectLines } from '../suspects';
import { skipReasons, whyText } from '../why';
import { folded } from './folded';
import { escaped } from './markdown-text';
import { realState } from './real-state';

/** Checks that a list holds. */
const mostListed = 20;

const stamps = { pass: '✅ PASS', fail: '❌ FAIL', incomplete: '⚠️ INCOMPLETE' } as const;

/** The results of a run for a pull request or a CI job. */
export function markdownReport(results: Results): string {
  const { testbed, cni, plan, summary, target, fault, provenance } = results;
  const pods = podCount(plan);
  return [
    `## ${stamps[runVerdict(summary)]} ${escaped(`${testbed.name}: ${cniTitle(cnis, cni.name, cni.mode)}`)}`,
    `${counted(plan.nodes.length, 'node')}, ${counted(pods, 'pod')}, ${target === notMeasured ? 'predicted, nothing was measured' : `target ${targetText(results)}`}: **${summary.pass} of ${counted(summary.total, 'check')} pass**, ${summary.fail} fail, ${summary.skip} skipped.${summary.mispredicted > 0 ? ` ${counted(summary.mispredicted, 'outcome')} differ from the prediction.` : ''}`,
    fault ? `Broken on purpose: **${escaped(fault.name)}**: ${escaped(fault.about)}` : '',
    requirements(results),
    causes(results),
    realState(results),
    failures(results),
    unforeseen(results),
    leftOut(results),
    machineKinds(results).map(escaped).join('<br>'),
    `<sub>${escaped(`${provenance.tool}, kernel ${provenance.kernel}, ${results.startedAt}`)}</sub>`,
  ]
    .filter(Boolean)
    .join('\n\n')
    .concat('\n');
}

const marks = { pass: '✅', fail: '❌', skip: '⚠️' } as const;

function requirements(results: Results): string {
  return [
    '| | Requirement | Pass | Fail | Skipped |',
    '|---|---|---:|---:|---:|',
    ...requirementRows(results).map(
      ({ text, counts }) =>
        `| ${marks[standing(counts)]} | ${text} | ${counts.pass} of ${counts.total} | ${counts.fail} | ${counts.skip} |`,
    ),
  ].join('\n');
}

function causes({ diagnoses }: Results): string {
  if (diagnoses.length === 0) return '';
  const items = diagnoses.map((diagnosis, i) =>
    [
      `${i + 1}. **${escaped(diagnosis.cause)}.** Explains ${counted(diagnosis.explains, 'failed check')}.`,
      `   → ${escaped(diagnosis.remedy)}`,
      ...suspectLines(diagnosis).map(({ what, look }) => `   - ${escaped(what)}: ${escaped(look)}`),
    ].join('\n'),
  );
  return ['### Why', ...items].join('\n');
}

function failures({ checks }: Results): string {
  const failed = checks.filter(({ verdict }) => verdict === 'fail');
  if (failed.length === 0) return '';
  const rows = failed.slice(0, mostListed).map((check) => {
    const { id, from, to, protocol } = check;
    return `| ${[id, protocol]
      .filter(Boolean)
      .map((text) => escaped(text!))
      .join(' ')} | ${escaped(from === to ? from : `${from} → ${to}`)} | ${escaped(reasonOf(check))} |`;
  });
  return folded(counted(failed.length, 'failed check'), ['Check', 'Pair', 'Reason'], rows, failed.length);
}

/** Why it fails, and what the walk over the real state says of it. */
function reasonOf(check: CheckResult): string {
  const explained = explainedText(check);
  return explained === undefined ? whyText(check) : `${whyText(check)}; ${explained}`;
}

/** Checks that pass and were predicted otherwise. */
function unforeseen({ checks }: Results): string {
  const found = surprises(checks);
  if (found.length === 0) return '';
  const rows = found
    .slice(0, mostListed)
    .map(
      ({ check, pair, predicted, observed }) =>
        `| ${[check.id, pair, predicted, observed].map(escaped).join(' | ')} |`,
    );
  const title = `${counted(found.length, 'check')} passed, and not as predicted`;
  return folded(title, ['Check', 'Pair', 'Predicted', 'Observed'], rows, found.length);
}

function leftOut({ checks, notes }: Results): string {
  const lines = [
    ...[...skipReasons(checks)]
      .slice(0, 20)
      .map(([reason, count]) => `- ${counted(count, 'check')} skipped: ${escaped(reason)}`),
    ...notes.map((note) => `- Note: ${escaped(note)}`),
  ];
  return lines.length > 0 ? ['### Left out', ...lines].join('\n') : '';
}
