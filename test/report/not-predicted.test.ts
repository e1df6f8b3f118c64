/** Where nothing is predicted, reports say so, and never that nobody would answer. */
import type { CheckResult } from '../../lib/check';
import { terminalReport } from '../../lib/report';
import { flowRows } from '../../lib/report/derived/flow-rows';
import { cellFacts } from '../../lib/report/html/matrix/facts';
import type { Results } from '../../lib/results';
import { htmlReport } from './built-report';
import { plain, run } from './runs';

const none = { none: true } as const;

/** A run as of a cluster: packets between endpoints are predicted, those that leave are not. */
function withoutEgress({ unpredicted }: { unpredicted: boolean }): Results {
  const results = run();
  const checks = results.checks.map(
    (check): CheckResult => (check.id === 'egress/nat' ? { ...check, predicted: none } : check),
  );
  const nat = results.nat.map((row) =>
    row.flow === 'egress'
      ? { ...row, predicted: [], ...(unpredicted ? { unpredicted: true as const } : {}) }
      : row,
  );
  return { ...results, checks, nat };
}

describe.each([true, false])(
  'an exchange of which nothing is predicted (said in its row: %s)',
  (unpredicted) => {
    const results = withoutEgress({ unpredicted });

    test('has no prediction, and cannot differ from it', () => {
      const row = flowRows(results).find(({ flow }) => flow === 'pod → outside')!;
      expect(row).toMatchObject({ observed: "its node's", differs: false, standing: 'pass' });
      expect(row.predicted).toBeUndefined();
    });

    test('is said to be not predicted', () => {
      const text = terminalReport(results, plain);
      expect(text).toMatch(/pod → outside +its node's \(not predicted\)/);
      expect(text).not.toContain('nobody');
      expect(htmlReport(results)).toMatch(
        /pod → outside<\/th><td>not predicted<\/td><td>its node&#39;s<\/td>/,
      );
    });
  },
);

describe('a cell', () => {
  const checks = withoutEgress({ unpredicted: true }).checks.filter(({ id }) => id === 'egress/nat');
  const predictedOf = (some: CheckResult[]) =>
    cellFacts({ state: 'pass', checks: some }, undefined, 3).rows.map(([, , predicted]) => predicted);

  test('of one unpredicted exchange says so', () => {
    expect(predictedOf(checks.slice(0, 1))).toEqual(['not predicted']);
  });

  test('of several says so, and counts those that are predicted', () => {
    const [first, ...rest] = checks.filter(({ protocol }) => protocol === 'tcp');
    expect(predictedOf([first!, ...rest])).toEqual(['not predicted']);
    const said = { ...first!, predicted: { reachable: true } };
    expect(predictedOf([said, ...rest])).toEqual([`1 of 1 answer, ${rest.length} not predicted`]);
  });
});

test('of a run without any prediction no row says it again', () => {
  const results = run();
  const checks = results.checks.map((check): CheckResult => ({ ...check, predicted: none }));
  const nat = results.nat.map((row) => ({ ...row, predicted: [], unpredicted: true as const }));
  const text = terminalReport({ ...results, checks, nat }, plain);
  expect(text).toContain('Prediction: none');
  expect(text).not.toMatch(/nobody|not predicted/);
});
