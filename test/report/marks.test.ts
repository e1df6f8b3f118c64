/** Every mark follows from the verdicts of what it sums up. */
import { type Check, type CheckResult, judge, judgePrediction } from '../../lib/check';
import { markdownReport, terminalReport } from '../../lib/report';
import { flowRows } from '../../lib/report/derived/flow-rows';
import { standing } from '../../lib/report/derived/standing';
import { gridOf } from '../../lib/report/html/matrix/grid';
import { summed } from '../../lib/report/html/matrix/summed-facts';
import { type ComparisonRow, checksOfFlow, comparisonVerdict, type Results } from '../../lib/results';
import { conflict, predictedResults, testbedOf } from '../testbeds';
import { asPredicted } from './as-predicted';
import { htmlReport } from './built-report';
import { golden, goldenNames } from './golden';
import { plain, run } from './runs';

const fail = { verdict: 'fail' } as const;
const skip = { verdict: 'skip', why: { code: 'out-of-time', seconds: 60 } } as const;

/** A run in which some checks have other verdicts. */
const judged = (change: (check: Check) => Partial<CheckResult> | undefined, input = {}): Results =>
  predictedResults(testbedOf(input), (checks) =>
    checks.map((check) => ({ ...judge(check, asPredicted(check)), ...change(check) })),
  );

describe('a mark', () => {
  test.each([
    [{ pass: 5, fail: 0, skip: 0 }, 'pass'],
    [{ pass: 5, fail: 1, skip: 0 }, 'fail'],
    [{ pass: 5, fail: 0, skip: 1 }, 'skip'],
    [{ pass: 5, fail: 1, skip: 1 }, 'fail'],
    [{ pass: 0, fail: 0, skip: 0 }, 'skip'],
  ] as const)('of %j is that of %s', (counts, wanted) => expect(standing(counts)).toBe(wanted));

  test.each(goldenNames)('of each flow of %s follows from its checks', (name) => {
    const results = golden(name);
    flowRows(results).forEach(({ standing: said }, i) => {
      const own = checksOfFlow(results.checks, results.nat[i]!);
      expect(own.length).toBeGreaterThan(0);
      expect(said === 'fail').toBe(own.some(({ verdict }) => verdict === 'fail'));
      expect(said === 'pass').toBe(own.every(({ verdict }) => verdict === 'pass'));
    });
  });

  test('of a flow that fails as predicted is no tick', () => {
    const page = htmlReport(golden('conflict'));
    const row = /<tr><th scope="row">[^\n]*pod → pod, other node[^\n]*/.exec(page)![0];
    expect(row).toContain('✗');
    expect(row).not.toContain('✓');
    expect(terminalReport(run(conflict), plain)).toMatch(/^ {2}✗ pod → pod, other node /m);
  });

  test('of a flow with one failure among many passes says that it fails', () => {
    const one = judged(({ id, from, to, protocol }) =>
      id.startsWith('pod-to-pod') && `${from} ${to} ${protocol}` === 'pod:worker-1/0 pod:worker-2/0 tcp'
        ? fail
        : undefined,
    );
    const standings = flowRows(one).filter(({ standing: said }) => said !== 'pass');
    expect(standings).toMatchObject([{ standing: 'fail', differs: false }]);
  });

  test('of a cell with a skipped size is no tick', () => {
    const some = judged(({ id, from, to }) =>
      id === 'mtu/path' && `${from} ${to}` === 'node:worker-1 node:worker-2' ? skip : undefined,
    );
    const states = [...gridOf(some).cells.values()].filter(({ state }) => state !== 'pass');
    expect(states).toMatchObject([{ state: 'skip' }]);
    expect(terminalReport(some, plain)).toMatch(/s something skipped/);
  });

  test('of many nodes of which something was skipped is no tick', () => {
    const some = judged(({ id }) => (id === 'mtu/path' ? skip : undefined), { workers: 44, podsPerNode: 0 });
    expect(terminalReport(some, plain)).toMatch(
      /^ {2}s of 45 nodes, none fails .*, and something was skipped/m,
    );
  });

  test('of a line that stands for several pairs is that of the worst of them', () => {
    const checks = run()
      .checks.filter(({ id }) => id === 'pod-to-pod/cross-node')
      .slice(0, 3);
    const [a, b, c] = checks as [CheckResult, CheckResult, CheckResult];
    const mark = (...group: CheckResult[]) => summed('TCP', group)[4];
    expect(mark(a, b, c)).toBe('pass');
    expect(mark(a, { ...b, ...skip }, c)).toBe('skip');
    expect(mark(a, { ...b, ...skip }, { ...c, ...fail })).toBe('fail');
  });

  test('of a run of which a requirement was skipped does not claim it', () => {
    const page = htmlReport(judged(({ requirement }) => (requirement === 3 ? skip : undefined)));
    expect(page).not.toContain('does what Kubernetes asks of it');
    expect(htmlReport(run())).toContain('The network does what Kubernetes asks of it');
  });

  test('of a requirement is the same in Markdown', () => {
    const text = markdownReport(judged(({ id }) => (id === 'mtu/path' ? skip : undefined)));
    expect(text).toMatch(/\| ⚠️ \| Packets as large/);
  });
});

describe('the verdict of many modes', () => {
  const row = (outcome: ComparisonRow['outcome'], why?: ComparisonRow['why']) =>
    ({ outcome, ...(why ? { why } : {}) }) as ComparisonRow;

  test.each([
    [[row('pass'), row('as-meant'), row('refused')], 'pass'],
    [[row('pass'), row('skip', 'missing-feature')], 'pass'],
    [[row('pass'), row('skip', 'not-asked')], 'incomplete'],
    [[row('skip', 'missing-feature'), row('refused')], 'incomplete'],
    [[row('pass'), row('fail')], 'fail'],
  ] as const)('of %j is %s', (rows, wanted) => expect(comparisonVerdict(rows)).toBe(wanted));
});

test('what is predicted to fail has no tick in a run that measures nothing', () => {
  const results = { ...predictedResults(testbedOf(conflict), (checks) => checks.map(judgePrediction)) };
  expect(
    flowRows({ ...results, target: 'predicted' }).filter(({ standing: said }) => said === 'fail'),
  ).toHaveLength(3);
});
