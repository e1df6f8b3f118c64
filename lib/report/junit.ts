import builder from 'junit-report-builder';
import type { CheckResult } from '../check';
import type { Results } from '../results';
import { roundTripMs } from './derived/round-trip';
import { disagreement } from './derived/surprises';
import { whyText } from './why';

/** JUnit XML, one test case a check, one suite an id. */
export function junitReport({ testbed, cni, target, checks, durationMs }: Results): string {
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
        .property('target', target);
    suites.set(check.id, suite);
    const testCase = suite
      .testCase()
      .className(check.id)
      .name(titleOf(check))
      .time((roundTripMs(check) ?? 0) / 1000);
    if (check.verdict === 'fail') testCase.failure(whyText(check));
    if (check.verdict === 'skip') testCase.skipped().standardOutput(whyText(check));
    const other = disagreement(check);
    if (other) testCase.standardOutput(`predicted ${other.predicted}, observed ${other.observed}`);
  }
  [...suites.values()][0]?.property('durationMs', `${durationMs}`);
  return report.build();
}

function titleOf({ from, to, family, protocol }: CheckResult): string {
  return [from === to ? from : `${from} → ${to}`, family, protocol].filter(Boolean).join(' ');
}
