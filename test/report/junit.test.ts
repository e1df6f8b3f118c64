import { junitReport } from '../../lib/report';
import { conflict } from '../testbeds';
import { run } from './runs';
import { elementsOf } from './xml';

describe('JUnit', () => {
  test('has one case for each check, and counts as the summary does', () => {
    const results = run(conflict);
    const elements = elementsOf(junitReport(results));
    const named = (name: string) => elements.filter((element) => element.name === name);
    const { total, fail, skip } = results.summary;
    expect([named('testcase').length, named('failure').length, named('skipped').length]).toEqual([
      total,
      fail,
      skip,
    ]);
    expect(named('testsuites')[0]!.attributes).toMatchObject({
      tests: `${total}`,
      failures: `${fail}`,
      skipped: `${skip}`,
    });
    expect(fail).toBeGreaterThan(0);
    expect(skip).toBeGreaterThan(0);
  });

  test.each([
    '<a href="x">&\'',
    ']]>',
    'null \u0000, escape \u001b[31m',
    'half a \ud800 pair',
    '\u{1f600} →',
    '--><!--',
  ])('is well-formed with %j in a reason', (hostile) => {
    const results = run();
    const checks = results.checks.map((check, i) =>
      i === 0
        ? { ...check, verdict: 'fail' as const, reason: hostile }
        : i === 1
          ? { ...check, verdict: 'skip' as const, reason: hostile }
          : check,
    );
    const elements = elementsOf(junitReport({ ...results, checks }));
    expect(elements.filter(({ name }) => name === 'failure')).toHaveLength(1);
    expect(elements.filter(({ name }) => name === 'system-out')).toHaveLength(1);
  });

  test('of no checks is well-formed too', () => {
    expect(elementsOf(junitReport({ ...run(), checks: [] })).map(({ name }) => name)).toEqual(['testsuites']);
  });
});
