import { junitReport } from '../../lib/report';
import { medianRoundTripMs, roundTripMs } from '../../lib/report/derived/round-trip';
import { htmlReport } from './built-report';
import { golden } from './golden';
import { elementsOf } from './xml';

const results = golden('conflict');
const timed = results.checks.filter(({ observed }) => observed?.rttMs !== undefined);
const wrong = timed.filter(({ verdict }) => verdict === 'fail');

describe('round-trip times', () => {
  test('are none of a pair whose answer came from another endpoint', () => {
    expect(wrong.length).toBeGreaterThan(0);
    expect(wrong.map(roundTripMs)).toEqual(wrong.map(() => undefined));
    expect(medianRoundTripMs(wrong)).toBeUndefined();
  });

  test('are those of all exchanges that passed', () => {
    const right = timed.filter(({ verdict }) => verdict === 'pass');
    expect(right.map(roundTripMs)).toEqual(right.map(({ observed }) => observed?.rttMs));
  });

  test('of exchanges that failed are not in the plot, nor the colours of cells', () => {
    const page = htmlReport(results);
    const label = /aria-label="(Round-trip times[^"]*)"/.exec(page)![1]!;
    expect(label).toContain('node → node, other node');
    expect(label).not.toContain('pod → pod, other node');
    expect(page).not.toMatch(/<td class="fail[^"]*" style="--rtt/);
    expect(page).toMatch(/<td class="pass[^"]*" style="--rtt/);
  });

  test('of exchanges that failed are no times of test cases', () => {
    const elements = elementsOf(junitReport(results));
    const times = elements.flatMap(({ name, attributes }, i) =>
      name === 'testcase' && elements[i + 1]?.name === 'failure' ? [Number(attributes.time)] : [],
    );
    expect(new Set(times)).toEqual(new Set([0]));
  });
});
