import builder from 'junit-report-builder';
import { oneLine } from '../base/plain-text';
import type { CheckResult } from '../check';
import type { Results } from '../results';
import { roundTripMs } from './derived/round-trip';
import { disagreement } from './derived/surprises';
import { targetText } from './derived/target-text';
import { explainedText } from './state/explained-text';
import { stateLines } from './state/state-lines';
import { whyText } from './why';

/** JUnit XML, one test case a check, one suite an id. */
export function junitReport(results: Results): string {
  const { testbed, cni, checks, durationMs } = results;
  const report = builder.newBuilder();
  const suites = new Map<string, ReturnType<typeof report.testSuite>>();
  for (const check of checks) {
    const suite =
      suites.get(check.id) ??
      report
        .testSuite()
        .name(check.id)
        .property('testbed', testbed.name)
        .property('cni', `${cni.name} ${cni.mode}`)
        .property('target', targetText(results));
    suites.set(check.id, suite);
    const testCase = suite
      .testCase()
      .className(check.id)
      .name(titleOf(check))
      .time((roundTripMs(check) ?? 0) / 1000);
    if (check.verdict === 'fail') testCase.failure(whyText(check));
    if (check.verdict === 'skip') testCase.skipped().standardOutput(whyText(check));
    const said = outputOf(check);
    if (said) testCase.standardOutput(said);
  }
  const [first] = suites.values();
  first?.property('durationMs', `${durationMs}`);
  const { read, doubts } = stateLines(results);
  if (read !== undefined) first?.property('state', oneLine(read));
  for (const { label, text } of doubts) first?.property('state', oneLine(`${label}: ${text}`));
  return report.build();
}

/** What was predicted and is not so, and what the walk over the real state says of it. */
function outputOf(check: CheckResult): string {
  const other = disagreement(check);
  const explained = explainedText(check);
  return [
    other && `predicted ${other.predicted}, observed ${other.observed}`,
    explained && oneLine(`read: ${explained}`),
  ]
    .filter(Boolean)
    .join('\n');
}

function titleOf({ from, to, family, protocol }: CheckResult): string {
  return [from === to ? from : `${from} → ${to}`, family, protocol].filter(Boolean).join(' ');
}
